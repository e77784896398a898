// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/archive_server.h"

#include "engine/record/upkeep.h"
#include "server/api/archive_access.h"
#include "server/api/job_report.h"
#include "server/api/site.h"

#include <chrono>
#include <filesystem>
#include <utility>

namespace broadsheet {
namespace {

std::int64_t clock_s() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

ArchiveSizes sizes_of(const std::filesystem::path& archive) {
    ArchiveSizes sizes;
    std::error_code code;
    for (const char* name : {"articles.db", "articles.db-wal"})
        if (const auto bytes = std::filesystem::file_size(archive / name, code); !code) sizes.record_bytes += bytes;
    for (std::filesystem::directory_iterator entry(archive / "index", code), end; !code && entry != end;
         entry.increment(code)) {
        std::error_code gone;
        if (const auto bytes = entry->file_size(gone); !gone) sizes.index_bytes += bytes;
    }
    return sizes;
}

}  // namespace

HttpHandler archive_handler(std::shared_ptr<Searcher> searcher, std::shared_ptr<JobQueue> jobs, std::size_t cache_bytes,
                            AccessRules rules, std::shared_ptr<ServerState> server) {
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
    access.reindex = [jobs] { return jobs ? report_of(*jobs) : ReindexReport{}; };
    access.jobs = std::move(jobs);
    // Asked seldom: a reader of the record for each question.
    access.standing = [searcher](ArticleId id) { return standing_of(searcher->archive(), id); };
    access.sizes = [searcher] { return sizes_of(searcher->archive()); };
    access.runs = [searcher](std::size_t limit) { return last_runs(searcher->archive(), limit); };
    if (server) access.server = std::move(server);
    access.folder = searcher->archive();
    access.now_s = clock_s;
    access.authority = authority_of(std::make_shared<KeyStore>(searcher->archive()),
                                    std::make_shared<AuditLog>(searcher->archive()), std::move(rules), clock_s);
    return site_handler(std::move(access), cache_bytes);
}

}  // namespace broadsheet
