// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/parameter_readers.h"

#include "engine/analysis/language.h"
#include "engine/article/date.h"
#include "server/api/article_format.h"
#include "server/api/nearest_name.h"
#include "server/api/parameter_names.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace broadsheet {
namespace {

constexpr std::string_view members[] = {
    "id",          "key",         "title",    "titleHtml", "subtitle",  "url",     "source",      "authors",
    "authorsHtml", "agency",      "section",  "tags",      "language",  "place",   "publishedAt", "datePrecision",
    "dateSource",  "modifiedAt",  "seenAt",   "snippets",  "matchedIn", "score",   "explanation", "story",
    "duplicates",  "moreInGroup", "versions", "withdrawn", "partial",   "origins", "body"};

constexpr std::uint32_t freshness_days_max = 36'500;

/// The parts between commas, without surrounding blanks and empty ones.
std::vector<std::string_view> split_list(std::string_view text) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        if (const auto part = without_outer_blanks(text.substr(0, comma)); !part.empty()) parts.push_back(part);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return parts;
}

template <typename Value>
void add_once(std::vector<Value>& values, Value value) {
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(std::move(value));
}

Fault bad_choice(std::string_view parameter, std::string_view value, std::span<const std::string_view> choices) {
    return bad_value(parameter, value, listed(choices), nearest_name(value, choices));
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

std::vector<std::string_view> facet_names() {
    std::vector<std::string_view> names;
    for (const auto& filter : filter_parameters)
        names.push_back(filter.second == FieldId::date ? year_facet_name : field(filter.second).name);
    names.push_back(timeline_facet_name);
    return names;
}

}  // namespace

std::string_view without_outer_blanks(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string listed(std::span<const std::string_view> names) {
    std::string text;
    for (const auto name : names) text += (text.empty() ? "" : ", ") + std::string(name);
    return text;
}

Fault bad_value(std::string_view parameter, std::string_view value, std::string_view allowed, std::string suggestion) {
    return ParameterFault{400, "bad-value", std::string(parameter),
                          "'" + std::string(parameter) + "' can't be \"" + std::string(value) + "\"; it takes " +
                              std::string(allowed) + ".",
                          std::move(suggestion)};
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
    for (auto part : split_list(value)) {
        if (part == "-") return bad_value(parameter.name, part, "a value, behind '-' one to leave out");
        const bool excluded = part.front() == '-';
        if (excluded) part.remove_prefix(1);
        std::string wanted(part);
        if (filter->second == FieldId::language) {
            wanted = normalize_language(part);
            if (wanted.empty())
                return bad_value(parameter.name, part, "a language as a code or a name, such as en or French");
        }
        if (filter->second == FieldId::date && spans_of_years({wanted}).empty())
            return bad_value(parameter.name, part, "a year such as 2025");
        if (!target) {
            auto& all = reading.search.request.filters;
            const auto known =
                std::find_if(all.begin(), all.end(), [&](const FieldFilter& f) { return f.field == filter->second; });
            target = known != all.end() ? &*known : &all.emplace_back(FieldFilter{filter->second, {}});
        }
        add_once(excluded ? target->excluded : target->values, std::move(wanted));
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
        if (part == "body") reading.search.request.bodies = true;
    }
    return std::nullopt;
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

Fault read_group(Reading& reading, const Parameter& parameter, std::string_view value) {
    constexpr std::string_view names[] = {"none", "duplicates", "story"};
    const auto named = std::find(std::begin(names), std::end(names), value);
    if (named == std::end(names)) return bad_choice(parameter.name, value, names);
    reading.search.request.group = static_cast<GroupBy>(named - std::begin(names));
    return std::nullopt;
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

/// "30d" or "30".
Fault read_freshness(Reading& reading, const Parameter& parameter, std::string_view value) {
    const auto digits = value.substr(0, value.size() - (value.ends_with('d') ? 1 : 0));
    auto& days = reading.search.request.freshness_days;
    if (!read_number(parameter, digits, 1, freshness_days_max, days)) return std::nullopt;
    return bad_value(parameter.name, value,
                     "a number of days from 1 to " + std::to_string(freshness_days_max) + ", such as 30d");
}

Fault read_explain(Reading& reading, const Parameter& parameter, std::string_view value) {
    return read_switch(parameter, value, reading.search.request.explain);
}

Fault read_added_after(Reading& reading, const Parameter& parameter, std::string_view value) {
    return read_number(parameter, value, 1, std::numeric_limits<std::uint32_t>::max(),
                       reading.search.request.added_after.value);
}

Fault read_article(Reading& reading, const Parameter& parameter, std::string_view value) {
    auto& id = reading.search.article.emplace();
    return read_number(parameter, value, 1, std::numeric_limits<std::uint32_t>::max(), id.value);
}

Fault read_view(Reading& reading, const Parameter& parameter, std::string_view value) {
    constexpr std::string_view names[] = {"list", "compact"};
    if (value != "list" && value != "compact") return bad_choice(parameter.name, value, names);
    reading.search.compact = value == "compact";
    return std::nullopt;
}

Fault read_format(Reading& reading, const Parameter& parameter, std::string_view value) {
    std::vector<std::string_view> names = {"json", "atom", "rss", "jsonfeed"};
    for (const ArticleFormat& format : article_formats()) names.push_back(format.name);
    if (std::ranges::find(names, value) == names.end()) return bad_choice(parameter.name, value, names);
    reading.search.format = value;
    return std::nullopt;
}

std::span<const std::string_view> article_members() {
    return members;
}

}  // namespace broadsheet
