// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/archive_server.h"

#include "server/api/archive_access.h"
#include "server/api/site.h"

#include <chrono>
#include <utility>

namespace broadsheet {
namespace {

std::int64_t clock_s() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

}  // namespace

HttpHandler archive_handler(std::shared_ptr<Searcher> searcher, std::function<ReindexReport()> reindex,
                            std::size_t cache_bytes, AccessRules rules, std::shared_ptr<ServerState> server) {
    ArchiveAccess access;
    access.search = [searcher](const SearchRequest& request) { return searcher->search(request); };
    access.timeline = [searcher](const TimelineRequest& request) { return searcher->timeline(request); };
    access.complete = [searcher](std::string_view begun, const std::function<bool()>& abandoned) {
        return searcher->complete(begun, abandoned);
    };
    access.marked_article = [searcher](ArticleId id, const SearchRequest& request) {
        return searcher->marked_article(id, request);
    };
    access.explain = [searcher](ArticleId id, const SearchRequest& request) { return searcher->explain(id, request); };
    access.matching = [searcher](const SearchRequest& request) { return searcher->matching_articles(request); };
    access.articles = [searcher](std::span<const ArticleId> ids) { return searcher->articles(ids); };
    access.archive_id = searcher->archive_id();
    access.versions = [searcher](ArticleId id) { return searcher->versions(id); };
    access.story = [searcher](std::uint32_t id) { return searcher->story(id); };
    access.holdings = [searcher](ArticleId id) { return searcher->holdings(id); };
    access.similar_articles = [searcher](ArticleId id, std::size_t limit) {
        return searcher->similar_articles(id, limit);
    };
    access.sources = [searcher] { return searcher->sources(); };
    access.overview = [searcher] { return searcher->overview(); };
    access.summary = [searcher] { return searcher->summary(); };
    access.coverage = [searcher] { return searcher->coverage(); };
    access.acronyms = [searcher] { return searcher->acronyms(); };
    access.problems = [searcher](std::size_t first, std::size_t limit) { return searcher->problems(first, limit); };
    access.last_run = [searcher] { return searcher->last_run(); };
    access.first_mentions = [searcher](const SearchRequest& request) { return searcher->first_mentions(request); };
    access.count = [searcher](const SearchRequest& request) { return searcher->count(request); };
    access.saved = std::make_shared<SavedSearches>(searcher->archive());
    access.index_state = [searcher] { return searcher->index_state(); };
    access.reindex = reindex ? std::move(reindex) : [] { return ReindexReport{}; };
    if (server) access.server = std::move(server);
    access.folder = searcher->archive();
    access.now_s = clock_s;
    access.authority = authority_of(std::make_shared<KeyStore>(searcher->archive()),
                                    std::make_shared<AuditLog>(searcher->archive()), std::move(rules), clock_s);
    return site_handler(std::move(access), cache_bytes);
}

}  // namespace broadsheet
