// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/search_parameters.h"

#include "engine/analysis/language.h"
#include "engine/article/date.h"
#include "server/api/nearest_name.h"
#include "server/api/parameter_names.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace broadsheet {
namespace {

using Fault = std::optional<ParameterFault>;

/// What is read so far; where the result begins is settled when all parameters are known.
struct Reading {
    SearchParameters search;
    std::int64_t now_s = 0;
    std::optional<std::uint32_t> page, offset;
};

struct Parameter {
    std::string_view name;
    std::string_view aliases;  ///< as other news interfaces call it
    bool repeatable;
    Fault (*read)(Reading&, const Parameter&, std::string_view value);
    std::string_view help;
};

constexpr std::string_view members[] = {
    "id",         "key",     "title",    "titleHtml", "subtitle", "url",         "source",        "authors",
    "agency",     "section", "tags",     "language",  "place",    "publishedAt", "datePrecision", "dateSource",
    "modifiedAt", "seenAt",  "snippets", "score",     "story",    "duplicates",  "body"};

constexpr std::string_view formats_to_come[] = {"jsonl", "csv", "atom", "rss", "jsonfeed", "ris", "bibtex"};

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The parts between commas, without surrounding blanks and empty ones.
std::vector<std::string_view> split_list(std::string_view text) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        if (const auto part = trimmed(text.substr(0, comma)); !part.empty()) parts.push_back(part);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return parts;
}

template <typename Value>
void add_once(std::vector<Value>& values, Value value) {
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(std::move(value));
}

std::string listed(std::span<const std::string_view> names) {
    std::string text;
    for (const auto name : names) text += (text.empty() ? "" : ", ") + std::string(name);
    return text;
}

Fault bad_value(std::string_view parameter, std::string_view value, std::string_view allowed,
                std::string suggestion = {}) {
    return ParameterFault{400, "bad-value", std::string(parameter),
                          "'" + std::string(parameter) + "' can't be \"" + std::string(value) + "\"; it takes " +
                              std::string(allowed) + ".",
                          std::move(suggestion)};
}

Fault bad_choice(std::string_view parameter, std::string_view value, std::span<const std::string_view> choices) {
    return bad_value(parameter, value, listed(choices), nearest_name(value, choices));
}

Fault not_yet(std::string_view parameter, std::string_view value) {
    return ParameterFault{501,
                          "not-implemented",
                          std::string(parameter),
                          "'" + std::string(parameter) + "=" + std::string(value) +
                              "' is planned, but this version of Broadsheet doesn't do it yet.",
                          {}};
}

Fault read_number(const Parameter& parameter, std::string_view value, std::uint32_t low, std::uint32_t high,
                  std::uint32_t& number) {
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (fault == std::errc() && end == value.data() + value.size() && number >= low && number <= high)
        return std::nullopt;
    return bad_value(parameter.name, value,
                     "a whole number from " + std::to_string(low) + " to " + std::to_string(high));
}

Fault read_switch(const Parameter& parameter, std::string_view value, bool& on) {
    if (value != "0" && value != "1" && value != "false" && value != "true")
        return bad_value(parameter.name, value, "0 or 1");
    on = value == "1" || value == "true";
    return std::nullopt;
}

Fault read_date(Reading& reading, const Parameter& parameter, std::string_view value, Date& date) {
    const auto found = parse_date_bound(value, reading.now_s);
    if (found) {
        date = *found;
        return std::nullopt;
    }
    return bad_value(parameter.name, value,
                     "a date such as 2025, 2025-01, 2025-01-28 or 2025-01-28T09:30Z, or an age such as -7d");
}

Fault read_q(Reading& reading, const Parameter&, std::string_view value) {
    reading.search.request.text = value;
    return std::nullopt;
}

Fault read_search_in(Reading& reading, const Parameter& parameter, std::string_view value) {
    constexpr std::string_view names[] = {"title", "body", "author"};
    std::vector<FieldId> chosen;
    for (const auto part : split_list(value)) {
        const auto name = std::find(std::begin(names), std::end(names), part == "content" ? "body" : part);
        if (name == std::end(names)) return bad_choice(parameter.name, part, names);
        add_once(chosen, searchable_fields[static_cast<std::size_t>(name - std::begin(names))]);
    }
    if (!chosen.empty()) reading.search.request.search_in = chosen;
    return std::nullopt;
}

Fault read_from(Reading& reading, const Parameter& parameter, std::string_view value) {
    Date date;
    if (auto fault = read_date(reading, parameter, value, date)) return fault;
    reading.search.from = value;
    reading.search.request.published.from_s = date.utc_s;
    return std::nullopt;
}

Fault read_to(Reading& reading, const Parameter& parameter, std::string_view value) {
    Date date;
    if (auto fault = read_date(reading, parameter, value, date)) return fault;
    reading.search.to = value;
    reading.search.request.published.before_s = end_of(date);
    return std::nullopt;
}

Fault read_filter(Reading& reading, const Parameter& parameter, std::string_view value) {
    const auto filter = std::find_if(filter_parameters.begin(), filter_parameters.end(),
                                     [&](const auto& f) { return f.first == parameter.name; });
    FieldFilter* target = nullptr;
    for (const auto part : split_list(value)) {
        std::string wanted(part);
        if (filter->second == FieldId::language) {
            wanted = normalize_language(part);
            if (wanted.empty())
                return bad_value(parameter.name, part, "a language as a code or a name, such as en or French");
        }
        if (!target) {
            auto& all = reading.search.request.filters;
            const auto known =
                std::find_if(all.begin(), all.end(), [&](const FieldFilter& f) { return f.field == filter->second; });
            target = known != all.end() ? &*known : &all.emplace_back(FieldFilter{filter->second, {}});
        }
        add_once(target->values, std::move(wanted));
    }
    return std::nullopt;
}

Fault read_sort(Reading& reading, const Parameter& parameter, std::string_view value) {
    constexpr std::string_view names[] = {"relevance", "newest", "oldest"};
    auto& sort = reading.search.request.sort;
    if (value == "relevance" || value == "relevancy")
        sort = SortOrder::relevance;
    else if (value == "newest" || value == "publishedAt")
        sort = SortOrder::newest;
    else if (value == "oldest")
        sort = SortOrder::oldest;
    else
        return bad_choice(parameter.name, value, names);
    reading.search.sort_given = true;
    return std::nullopt;
}

Fault read_page(Reading& reading, const Parameter& parameter, std::string_view value) {
    return read_number(parameter, value, 1, std::numeric_limits<std::uint32_t>::max(), reading.page.emplace());
}

Fault read_page_size(Reading& reading, const Parameter& parameter, std::string_view value) {
    return read_number(parameter, value, 1, page_size_max, reading.search.request.limit);
}

Fault read_offset(Reading& reading, const Parameter& parameter, std::string_view value) {
    return read_number(parameter, value, 0, std::numeric_limits<std::uint32_t>::max(), reading.offset.emplace());
}

Fault read_cursor(Reading& reading, const Parameter& parameter, std::string_view value) {
    reading.search.cursor = parse_cursor(value);
    if (reading.search.cursor) return std::nullopt;
    return bad_value(parameter.name, value, "the nextCursor of an earlier reply, unchanged");
}

Fault read_fields(Reading& reading, const Parameter& parameter, std::string_view value) {
    for (const auto part : split_list(value)) {
        if (std::find(std::begin(members), std::end(members), part) == std::end(members)) {
            return bad_choice(parameter.name, part, members);
        }
        add_once(reading.search.fields, std::string(part));
    }
    return std::nullopt;
}

std::vector<std::string_view> facet_names() {
    std::vector<std::string_view> names;
    for (const auto& filter : filter_parameters) names.push_back(field(filter.second).name);
    names.insert(names.end(), {year_facet_name, timeline_facet_name});
    return names;
}

Fault read_facets(Reading& reading, const Parameter& parameter, std::string_view value) {
    auto& request = reading.search.request;
    if (!reading.search.facets_given) {
        request.facets.clear();
        request.year_facet = request.timeline = false;
    }
    reading.search.facets_given = true;
    for (const auto part : split_list(value)) {
        const auto names = facet_names();
        if (std::find(names.begin(), names.end(), part) == names.end()) return bad_choice(parameter.name, part, names);
        if (part == year_facet_name)
            request.year_facet = true;
        else if (part == timeline_facet_name)
            request.timeline = true;
        else
            add_once(request.facets, *find_field(part));
    }
    return std::nullopt;
}

Fault read_group(Reading&, const Parameter& parameter, std::string_view value) {
    constexpr std::string_view names[] = {"none", "duplicates", "story"};
    if (value == "none") return std::nullopt;
    if (value == "duplicates" || value == "story") return not_yet(parameter.name, value);
    return bad_choice(parameter.name, value, names);
}

Fault read_exact(Reading& reading, const Parameter& parameter, std::string_view value) {
    return read_switch(parameter, value, reading.search.request.exact);
}

Fault read_op(Reading& reading, const Parameter& parameter, std::string_view value) {
    constexpr std::string_view names[] = {"and", "or"};
    if (value != "and" && value != "or") return bad_choice(parameter.name, value, names);
    reading.search.request.any_word = value == "or";
    return std::nullopt;
}

Fault read_snippets(Reading& reading, const Parameter& parameter, std::string_view value) {
    std::uint32_t count = 0;
    if (auto fault = read_number(parameter, value, 0, 5, count)) return fault;
    reading.search.request.snippets = count;
    return std::nullopt;
}

Fault read_explain(Reading&, const Parameter& parameter, std::string_view value) {
    bool on = false;
    if (auto fault = read_switch(parameter, value, on)) return fault;
    return on ? not_yet(parameter.name, value) : std::nullopt;
}

Fault read_format(Reading&, const Parameter& parameter, std::string_view value) {
    constexpr std::string_view names[] = {"json", "jsonl", "csv", "atom", "rss", "jsonfeed", "ris", "bibtex"};
    if (value == "json") return std::nullopt;
    const bool planned =
        std::find(std::begin(formats_to_come), std::end(formats_to_come), value) != std::end(formats_to_come);
    return planned ? not_yet(parameter.name, value) : bad_choice(parameter.name, value, names);
}

constexpr Parameter parameter_table[] = {
    {"q", "", false, read_q, "What to search for, in the query language. Without it, all articles."},
    {"searchIn", "", true, read_search_in, "Where plain words may stand: title, body, author. All three unless told."},
    {"from", "from-date begin_date", false, read_from,
     "Published on or after: 2025, 2025-01, 2025-01-28, 2025-01-28T09:30Z, or an age such as -7d, -2w, -6m, -1y."},
    {"to", "to-date end_date", false, read_to, "Published up to the end of this year, month, day or moment."},
    {"sources", "", true, read_filter,
     "Publications, by name or by the id that the facet shows. Several: any of them."},
    {"section", "", true, read_filter, "Sections."},
    {"author", "", true, read_filter, "Authors."},
    {"language", "", true, read_filter, "Languages, as a code or a name: en, French."},
    {"tag", "", true, read_filter, "Tags."},
    {"agency", "", true, read_filter, "News agencies."},
    {"place", "", true, read_filter, "Datelines."},
    {"sortBy", "order-by", false, read_sort, "relevance (also relevancy), newest (also publishedAt) or oldest."},
    {"page", "", false, read_page, "From 1."},
    {"pageSize", "page-size per_page limit", false, read_page_size, "Articles on a page: 20 unless told, at most 200."},
    {"offset", "", false, read_offset, "Articles to pass over, instead of page."},
    {"cursor", "", false, read_cursor, "The nextCursor of the reply before, instead of page."},
    {"fields", "", true, read_fields, "Members of the articles in the reply, for a smaller or (body) a larger one."},
    {"facets", "", true, read_facets,
     "What to count: source, section, author, language, tag, agency, place, year, timeline. Empty: nothing."},
    {"group", "", false, read_group, "none; duplicates and story are planned."},
    {"exact", "", false, read_exact, "1: every word exactly as written, no other forms."},
    {"op", "", false, read_op, "and: all words (usual); or: any of them."},
    {"snippets", "", false, read_snippets, "Fragments of each article, 0 to 5; usually up to 3."},
    {"explain", "", false, read_explain, "0; 1 is planned."},
    {"format", "", false, read_format, "json; jsonl, csv, atom, rss, jsonfeed, ris and bibtex are planned."},
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
        {"query", "q"},        {"search", "q"},      {"s", "q"},          {"text", "q"},
        {"date", "from"},      {"since", "from"},    {"after", "from"},   {"dateFrom", "from"},
        {"until", "to"},       {"before", "to"},     {"dateTo", "to"},    {"size", "pageSize"},
        {"count", "pageSize"}, {"rows", "pageSize"}, {"order", "sortBy"}, {"highlight", "snippets"},
        {"domains", "sources"}};
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
        const auto text = trimmed(value);
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
    const auto& published = request.published;
    if (published.from_s && published.before_s && *published.from_s >= *published.before_s) {
        return bad_value("to", search.to, "a date that isn't before 'from' (" + search.from + ")");
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

std::span<const std::string_view> article_members() {
    return members;
}

}  // namespace broadsheet
