// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/search_parameters.h"

#include "server/api/nearest_name.h"
#include "server/api/parameter_readers.h"

#include <algorithm>
#include <limits>

namespace broadsheet {
namespace {

constexpr Parameter parameter_table[] = {
    {"q", "", false, read_q, "What to search for, in the query language. Without it, all articles."},
    {"searchIn", "", true, read_search_in, "Where plain words may stand: title, body, author. All three unless told."},
    {"from", "from-date begin_date", false, read_from,
     "Published on or after: 2025, 2025-01, 2025-01-28, 2025-01-28T09:30Z, or an age such as -7d, -2w, -6m, -1y."},
    {"to", "to-date end_date", false, read_to, "Published up to the end of this year, month, day or moment."},
    {"addedAfter", "", false, read_added_after,
     "Only articles that came into the archive after the one with this id: what is new since. An article that has "
     "changed keeps its id and isn't new."},
    {"sources", "", true, read_filter,
     "Publications, by name or by the id that the facet shows. Several: any of them. -name leaves one out; so in all "
     "filters."},
    {"section", "", true, read_filter, "Sections."},
    {"author", "", true, read_filter, "Authors."},
    {"language", "", true, read_filter, "Languages, as a code or a name: en, French."},
    {"tag", "", true, read_filter, "Tags."},
    {"agency", "", true, read_filter, "News agencies."},
    {"place", "", true, read_filter, "Datelines."},
    {"year", "", true, read_filter, "Years of publication: 2024, or 2023,2025 for either; -2024 for any other."},
    {"sortBy", "order-by", false, read_sort, "relevance (also relevancy), newest (also publishedAt) or oldest."},
    {"page", "", false, read_page, "From 1."},
    {"pageSize", "page-size per_page limit", false, read_page_size, "Articles on a page: 20 unless told, at most 200."},
    {"offset", "", false, read_offset, "Articles to pass over, instead of page."},
    {"cursor", "", false, read_cursor, "The nextCursor of the reply before, instead of page."},
    {"fields", "", true, read_fields, "Members of the articles in the reply, for a smaller or (body) a larger one."},
    {"facets", "", true, read_facets,
     "What to count: source, section, author, language, tag, agency, place, year, timeline. Empty: nothing."},
    {"group", "", false, read_group,
     "none: every article; duplicates: one of each text; story: one telling of each event."},
    {"exact", "", false, read_exact, "1: every word exactly as written, no other forms."},
    {"op", "", false, read_op, "and: all words (usual); or: any of them."},
    {"snippets", "", false, read_snippets, "Fragments of each article, 0 to 5; usually up to 3."},
    {"freshness", "half-life", false, read_freshness,
     "Gives new articles more weight, halved after so many days: 30d. Unless told, age has no weight."},
    {"explain", "", false, read_explain, "1: every article says why it matches and why it stands where it does."},
    {"article", "", false, read_article,
     "With explain=1, the id of an article: the reply also says why that one matches, or why it doesn't."},
    {"view", "", false, read_view, "Of the page: list, or compact with a line for each article."},
    {"format", "", false, read_format,
     "json (usual); the page's articles as jsonl, csv, ris, bibtex, csljson or ninjs; a feed: atom, rss, jsonfeed. All "
     "that is found, whatever its size: /api/v1/export."},
};

bool has_alias(const Parameter& parameter, std::string_view name) {
    for (std::string_view rest = parameter.aliases; !rest.empty();) {
        const auto blank = std::min(rest.find(' '), rest.size());
        if (rest.substr(0, blank) == name) return true;
        rest.remove_prefix(std::min(blank + 1, rest.size()));
    }
    return false;
}

const Parameter* find_parameter(std::string_view name) {
    for (const auto& parameter : parameter_table) {
        if (parameter.name == name || has_alias(parameter, name)) return &parameter;
    }
    return nullptr;
}

/// Names that people bring along from elsewhere and that spelling alone would guess wrongly.
std::string_view habitual_name(std::string_view name) {
    constexpr std::pair<std::string_view, std::string_view> habits[] = {
        {"query", "q"},         {"search", "q"},      {"s", "q"},          {"text", "q"},
        {"date", "from"},       {"since", "from"},    {"after", "from"},   {"dateFrom", "from"},
        {"until", "to"},        {"before", "to"},     {"dateTo", "to"},    {"size", "pageSize"},
        {"count", "pageSize"},  {"rows", "pageSize"}, {"order", "sortBy"}, {"highlight", "snippets"},
        {"domains", "sources"}, {"debug", "explain"}, {"why", "explain"},  {"recency", "freshness"}};
    for (const auto& [habit, meant] : habits) {
        if (habit == name) return meant;
    }
    return {};
}

ParameterFault unknown_parameter(const std::string& name) {
    std::vector<std::string_view> names;
    for (const auto& parameter : parameter_table) names.push_back(parameter.name);
    std::string suggestion(habitual_name(name));
    if (suggestion.empty()) suggestion = nearest_name(name, names);
    const std::string meant = suggestion.empty() ? "" : " Did you mean '" + suggestion + "'?";
    return {400, "unknown-parameter", name,
            "There is no parameter '" + name + "'." + meant + " Valid are: " + listed(names) + ".", suggestion};
}

Fault read_all(Reading& reading, const ParameterList& parameters) {
    std::vector<const Parameter*> seen;
    for (const auto& [name, value] : parameters) {
        const Parameter* parameter = find_parameter(name);
        if (!parameter) return unknown_parameter(name);
        const auto text = without_outer_blanks(value);
        if (text.empty() && parameter->read != read_facets) continue;
        const bool again = std::find(seen.begin(), seen.end(), parameter) != seen.end();
        if (again && !parameter->repeatable) {
            return ParameterFault{
                400, "repeated-parameter", name, "'" + name + "' takes one value, but was given twice.", {}};
        }
        seen.push_back(parameter);
        if (auto fault = parameter->read(reading, *parameter, text)) return fault;
    }
    return std::nullopt;
}

/// Settles what depends on several parameters: where the result begins, the sort order of a search without words.
Fault settle(Reading& reading) {
    auto& [search, now_s, page, offset] = reading;
    auto& request = search.request;
    if (page.has_value() + offset.has_value() + search.cursor.has_value() > 1) {
        return ParameterFault{400,
                              "conflicting-parameters",
                              search.cursor ? "cursor" : "offset",
                              "Only one of 'page', 'offset' and 'cursor' can say where the result begins.",
                              {}};
    }
    const std::uint64_t begin = search.cursor ? search.cursor->offset
                                : page        ? std::uint64_t{*page - 1} * request.limit
                                              : offset.value_or(0);
    if (begin > std::numeric_limits<std::uint32_t>::max() - request.limit) {
        return bad_value(page ? "page" : "offset", std::to_string(page ? *page : begin),
                         "pages that an archive can have");
    }
    request.offset = static_cast<std::uint32_t>(begin);
    if (search.cursor) request.after = search.cursor->after;
    const auto& published = request.published;
    if (published.from_s && published.before_s && *published.from_s >= *published.before_s) {
        return bad_value("to", search.to, "a date that isn't before 'from' (" + search.from + ")");
    }
    if (search.article && !request.explain) {
        return ParameterFault{400, "missing-parameter", "article",
                              "'article' names the article to explain, and needs explain=1 beside it.", "explain=1"};
    }
    if (request.text.empty() && !search.sort_given) request.sort = SortOrder::newest;
    return std::nullopt;
}

Reading usual(std::int64_t now_s) {
    Reading reading;
    reading.now_s = now_s;
    auto& request = reading.search.request;
    request.now_s = now_s;
    request.facets = {FieldId::source, FieldId::section};
    request.year_facet = request.timeline = true;
    return reading;
}

}  // namespace

std::variant<SearchParameters, ParameterFault> read_search_parameters(const ParameterList& parameters,
                                                                      std::int64_t now_s) {
    Reading reading = usual(now_s);
    if (auto fault = read_all(reading, parameters)) return *fault;
    if (auto fault = settle(reading)) return *fault;
    return std::move(reading.search);
}

std::vector<ParameterHelp> search_parameter_help() {
    std::vector<ParameterHelp> help;
    for (const auto& parameter : parameter_table) help.push_back({parameter.name, parameter.aliases, parameter.help});
    return help;
}

}  // namespace broadsheet
