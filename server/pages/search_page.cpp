// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/search_page.h"

#include "server/api/search_links.h"
#include "server/pages/explanation_view.h"
#include "server/pages/facet_list.h"
#include "server/pages/hit_view.h"
#include "server/pages/messages.h"
#include "server/pages/page_frame.h"
#include "server/pages/page_links.h"
#include "server/pages/page_wording.h"
#include "server/pages/pager.h"
#include "server/pages/query_lines.h"
#include "server/pages/search_notes.h"
#include "server/pages/timeline_figure.h"

#include <algorithm>

namespace broadsheet {
namespace {

bool is_plain_start(const SearchParameters& search) {
    return search.request.text.empty() && search.request.filters.empty() && search.from.empty() && search.to.empty();
}

void add_result_line(const SearchParameters& search, const SearchReply& reply, double took_ms, Values& values) {
    const auto& request = search.request;
    values.text("query", request.text).flag("found", reply.total > 0);
    const std::string total = total_words(request.group, reply.total, reply.articles);
    values.text("total", reply.complete ? total : message("at least {total}", {{"total", total}}));
    values.text("took", duration_words(took_ms)).flag("partial", !reply.complete);
    values.flag("searched", !request.text.empty());
    add_query_lines(search, reply, values);
    const bool explained = request.explain;
    if (!request.text.empty() && (explained || reply.total > 0)) {
        values.text("explainUrl", search_url(with_explanations(search, !explained)));
        values.text("explainWords", message_text(explained ? "Hide explanations" : "Explain ranking"));
    }
}

void add_filters(const SearchParameters& search, const std::vector<ActiveFilter>& filters, Values& values) {
    std::vector<Values> chips;
    for (const auto& filter : filters) {
        chips.push_back(Values()
                            .text("name", filter.name)
                            .text("value", filter.value)
                            .text("url", filter.url)
                            .flag("without", filter.without));
    }
    values.list("chips", chips).flag("filtered", !chips.empty()).number("chipCount", chips.size());
    if (chips.size() > 1) values.text("clearUrl", search_url(without_filters(search)));
}

void add_sorting(const SearchParameters& search, Values& values) {
    constexpr std::pair<SortOrder, std::string_view> orders[] = {{SortOrder::relevance, english("Relevance")},
                                                                 {SortOrder::newest, english("Newest")},
                                                                 {SortOrder::oldest, english("Oldest")}};
    std::vector<Values> sorts;
    for (const auto& [order, words] : orders) {
        // Without words, every article is as relevant as any other.
        if (order == SortOrder::relevance && search.request.text.empty()) continue;
        Values sort;
        sort.text("url", search_url(with_sort(search, order)))
            .text("words", message_text(words))
            .flag("on", order == search.request.sort);
        sorts.push_back(std::move(sort));
    }
    const bool exact = search.request.exact;
    values.list("sorts", sorts).flag("exact", exact);
    values.text("exactUrl", search_url(with_exact(search, true)))
        .text("formsUrl", search_url(with_exact(search, false)));
}

void add_grouping(const SearchParameters& search, Values& values) {
    constexpr std::pair<GroupBy, std::string_view> ways[] = {{GroupBy::none, english("All articles")},
                                                             {GroupBy::duplicates, english("Without duplicates")},
                                                             {GroupBy::story, english("One of each story")}};
    std::vector<Values> groups;
    for (const auto& [group, words] : ways) {
        Values way;
        way.text("url", search_url(with_group(search, group))).text("words", message_text(words));
        groups.push_back(std::move(way.flag("on", group == search.request.group)));
    }
    values.list("groups", groups);
}

void add_density(const SearchParameters& search, Values& values) {
    values.flag("compact", search.compact);
    values.text("listUrl", search_url(with_density(search, false)));
    values.text("compactUrl", search_url(with_density(search, true)));
}

/// Ways to take the whole result along: as a feed, as a file, as a saved search.
void add_ways_out(const SearchParameters& search, Values& values) {
    constexpr std::pair<std::string_view, std::string_view> formats[] = {
        {"csv", "CSV"}, {"jsonl", "JSON Lines"}, {"ris", "RIS"}, {"bibtex", "BibTeX"}};
    const auto parameters = result_parameters(search);
    std::vector<Values> exports;
    for (const auto& [format, words] : formats) {
        auto list = parameters;
        list.emplace_back("format", format);
        exports.push_back(Values().text("url", url_of("/api/v1/export", list)).text("words", words));
    }
    const std::string query = url_of("", parameters);
    values.list("exports", exports).text("feedUrl", url_of("/feed.atom", parameters));
    const auto& text = search.request.text;
    values.text("compareUrl", text.empty() ? text : url_of("/compare", {{"q", text}}));
    values.text("savedQuery", query.empty() ? query : query.substr(1));
}

/// Feed readers find the result's feed here. The form that saves the search needs to say where it comes from, to this
/// site alone, or it would be refused.
Markup head_of(const SearchParameters& search) {
    const Values values = Values().text("feedUrl", url_of("/feed.atom", result_parameters(search)));
    return fill("search_head.html", values);
}

/// What to say when the page has no articles on it.
void add_absence(const SearchParameters& search, const SearchReply& reply, const ArchiveOverview& overview,
                 const std::vector<ActiveFilter>& filters, Values& values) {
    const bool beyond = reply.hits.empty() && reply.total > 0;
    const bool empty = reply.total == 0 && overview.articles == 0;
    values.flag("beyond", beyond).flag("emptyArchive", empty).flag("nothing", reply.total == 0 && !empty);
    const std::uint32_t pages = page_count(search, reply.total);
    if (beyond)
        values.text("lastPage", search_url(with_page(search, pages)))
            .text("pages", message_of(pages, "{n} page", "{n} pages"));
    std::vector<Values> advice;
    if (reply.total == 0) {
        for (const auto& one : advice_for(search, filters))
            advice.push_back(Values().text("text", one.text).text("url", one.url));
    }
    values.list("advice", advice).flag("advised", !advice.empty());
}

bool has_several_languages(const SearchReply& reply) {
    const auto facet = std::ranges::find(reply.facets, field(FieldId::language).name, &Facet::name);
    return facet == reply.facets.end() || facet->values.size() > 1;
}

void add_hits(const SearchParameters& search, const SearchReply& reply, Values& values) {
    std::vector<Values> hits;
    const bool several = has_several_languages(reply);
    for (const auto& hit : reply.hits) hits.push_back(hit_view(search, hit, several));
    values.list("hits", hits).flag("listed", !hits.empty()).text("start", std::to_string(search.request.offset + 1));
    values.markup("pager", pager(search, reply.total));
}

}  // namespace

std::string search_page(const SearchParameters& search, const SearchReply& reply, const ArchiveOverview& overview,
                        double took_ms, const std::optional<Explanation>& explanation) {
    const bool front = is_plain_start(search);
    const auto filters = active_filters(search, reply.facets);
    Values values;
    values.flag("front", front);
    values.text("heading",
                message_text(search.request.sort == SortOrder::oldest ? "Oldest articles" : "Newest articles"));
    add_result_line(search, reply, took_ms, values);
    add_filters(search, filters, values);
    add_sorting(search, values);
    add_grouping(search, values);
    add_density(search, values);
    add_ways_out(search, values);
    add_absence(search, reply, overview, filters, values);
    add_hits(search, reply, values);
    add_explained_article(search, explanation, values);
    values.text("from", search.from).text("to", search.to).markup("facets", facet_list(search, reply.facets));
    values.markup("timeline", reply.timeline ? timeline_figure(search, *reply.timeline) : Markup());
    values.flag("dated", overview.articles > 0);

    PageFrame frame;
    frame.title = search.request.text;
    frame.kind = front ? "front" : "results";
    frame.query = search.request.text;
    frame.kept = kept_parameters(search, overview.articles == 0);
    frame.overview = overview;
    frame.head = head_of(search);
    frame.content = fill("search.html", values);
    return page_html(frame);
}

}  // namespace broadsheet
