// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/search_endpoints.h"

#include "engine/search/peaks.h"
#include "server/api/article_format.h"
#include "server/api/base_address.h"
#include "server/api/entity_tag.h"
#include "server/api/export_endpoints.h"
#include "server/api/feed_endpoints.h"
#include "server/api/json_reply.h"
#include "server/api/parameter_readers.h"
#include "server/api/replies.h"
#include "server/api/request_checks.h"
#include "server/api/result_links.h"
#include "server/pages/facet_counts.h"
#include "server/pages/search_page.h"

#include <algorithm>
#include <chrono>
#include <variant>

namespace broadsheet {
namespace {

void add_links(HttpResponse& response, std::string links) {
    if (!links.empty()) response.headers.emplace_back("Link", std::move(links));
}

struct TimedReply {
    SearchReply reply;
    double took_ms = 0;
};

TimedReply timed_search(const ArchiveAccess& access, const SearchRequest& request) {
    const auto begin = std::chrono::steady_clock::now();
    TimedReply timed{access.search(request), 0};
    timed.took_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    return timed;
}

/// The age of articles counts by the minute, so that a reply depends on nothing but what subject_of() names.
void settle_time(SearchRequest& request) {
    constexpr std::int64_t minute_s = 60;
    if (request.freshness_days > 0) request.now_s -= request.now_s % minute_s;
}

/// Who may have a reply: an answer that was cut short isn't for later, one that was given up is for nobody.
ReplyCache::Made made(HttpResponse response, const SearchReply& reply, const HttpRequest& request) {
    const bool given_up = !reply.complete && request.client_gone && request.client_gone();
    const bool whole = reply.complete && (!reply.timeline || is_explained(*reply.timeline));
    return {std::move(response), whole, !given_up};
}

}  // namespace

HttpResponse SearchEndpoints::reply(const HttpRequest& request) {
    const std::string format(request.parameter("format").value_or("json"));
    if (format == "atom") return feed(FeedKind::atom, request);
    if (format == "rss") return feed(FeedKind::rss, request);
    if (format == "jsonfeed") return feed(FeedKind::json, request);
    const bool formatted = find_article_format(format) != nullptr;
    return searched(request, formatted ? "search." + format : "search.json", [&](auto& search, const auto& tag) {
        return formatted ? make_formatted(request, search, tag) : make_json(request, search, tag);
    });
}

/// A feed names whole addresses, so that it is another one under each name of the server. The newest first unless told:
/// that is what feeds are for.
HttpResponse SearchEndpoints::feed(FeedKind kind, const HttpRequest& request) {
    return searched(request, base_address(request) + request.path, [&](auto& search, const auto& tag) {
        if (!search.sort_given) search.request.sort = SortOrder::newest;
        const SearchReply found = searched_plainly(request, search, 1);
        return made(feed_reply(kind, request.path, access_, request, search, found, tag), found, request);
    });
}

HttpResponse SearchEndpoints::page(const HttpRequest& request) {
    if (const auto format = request.parameter("format").value_or("json"); format != "json")
        return refusal(*bad_value("format", format, "nothing here: other forms are at /api/v1/search", {}));
    return searched(request, "search.html",
                    [&](auto& search, const auto& tag) { return make_page(request, search, tag); });
}

/// From what `make` makes of the parameters, unless the client has it or we have.
HttpResponse SearchEndpoints::searched(const HttpRequest& request, std::string_view kind, const Make& make) {
    auto read = read_search_parameters(request.parameters, access_.now_s());
    if (const auto* fault = std::get_if<ParameterFault>(&read)) return refusal(*fault);
    auto& search = std::get<SearchParameters>(read);
    settle_time(search.request);
    const std::string subject = subject_of(search);
    // Asked for before the search: what changes meanwhile makes the reply newer than its tag, never older.
    const IndexState state = access_.index_state();
    std::string tag = entity_tag(state, kind, subject);
    if (client_has(request, tag)) return not_modified(std::move(tag));
    const auto turn = turns_.take(request);
    if (!turn.wanted()) return text_reply("gone\n");
    return replies_.get(tag + subject, [&] { return make(search, tag); });
}

ReplyCache::Made SearchEndpoints::make_json(const HttpRequest& request, SearchParameters& search,
                                            const std::string& tag) const {
    search.request.abandoned = request.client_gone;
    const auto explanation = explanation_for(search);
    if (search.article && !explanation) return {no_article(std::to_string(search.article->value))};
    const auto timed = timed_search(access_, search.request);
    HttpResponse response = json_reply(search_json(search, timed.reply, timed.took_ms, explanation), tag);
    add_links(response, result_links(search, timed.reply));
    return made(std::move(response), timed.reply, request);
}

ReplyCache::Made SearchEndpoints::make_formatted(const HttpRequest& request, SearchParameters& search,
                                                 const std::string& tag) const {
    const ArticleFormat& format = *find_article_format(search.format);
    const SearchReply found = searched_plainly(request, search, 0);
    std::vector<ArticleId> ids;
    for (const Hit& hit : found.hits) ids.push_back(hit.article.id);
    HttpResponse response = json_reply(formatted(access_, format, ids), tag);
    response.content_type = format.content_type;
    response.headers.emplace_back("X-Total-Count", std::to_string(found.total));
    add_links(response, result_links(search, found));
    return made(std::move(response), found, request);
}

ReplyCache::Made SearchEndpoints::make_page(const HttpRequest& request, SearchParameters& search,
                                            const std::string& tag) const {
    ask_for_facets(search.request);
    search.request.peaks = true;
    search.request.abandoned = request.client_gone;
    const auto explanation = explanation_for(search);
    if (search.article && !explanation) return {no_article(std::to_string(search.article->value))};
    auto timed = timed_search(access_, search.request);
    open_facets(search, timed.reply, access_.search);
    const ArchiveOverview archive = overview_(timed.reply.index.generation);
    return made(page_reply(search_page(search, timed.reply, archive, timed.took_ms, explanation), tag), timed.reply,
                request);
}

/// Hits alone, with so many snippets.
SearchReply SearchEndpoints::searched_plainly(const HttpRequest& request, SearchParameters& search,
                                              std::size_t snippets) const {
    search.request.abandoned = request.client_gone;
    search.request.facets.clear();
    search.request.year_facet = search.request.timeline = false;
    search.request.snippets = std::min(search.request.snippets, snippets);
    return access_.search(search.request);
}

/// Why the article that the request names matches or doesn't; no value if it names none or there is no such one.
std::optional<Explanation> SearchEndpoints::explanation_for(const SearchParameters& search) const {
    return search.article ? access_.explain(*search.article, search.request) : std::nullopt;
}

}  // namespace broadsheet
