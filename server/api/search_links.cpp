// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/search_links.h"

#include "server/api/parameter_names.h"

#include <algorithm>

namespace broadsheet {
namespace {

std::string_view name_of(SortOrder sort) {
    switch (sort) {
        case SortOrder::newest:
            return "newest";
        case SortOrder::oldest:
            return "oldest";
        case SortOrder::relevance:
            break;
    }
    return "relevance";
}

std::string_view name_of(GroupBy group) {
    switch (group) {
        case GroupBy::duplicates:
            return "duplicates";
        case GroupBy::story:
            return "story";
        case GroupBy::none:
            break;
    }
    return {};
}

std::string joined(const std::vector<std::string>& values) {
    std::string text;
    for (const auto& value : values) text += (text.empty() ? "" : ",") + value;
    return text;
}

std::string search_in_text(const std::vector<FieldId>& chosen) {
    std::vector<std::string> names;
    for (const FieldId id : searchable_fields) {
        if (std::find(chosen.begin(), chosen.end(), id) != chosen.end()) names.emplace_back(field(id).name);
    }
    return names.size() == searchable_fields.size() ? std::string() : joined(names);
}

std::string facets_text(const SearchRequest& request) {
    std::vector<std::string> names;
    for (const FieldId id : request.facets) names.emplace_back(field(id).name);
    if (request.year_facet) names.emplace_back(year_facet_name);
    if (request.timeline) names.emplace_back(timeline_facet_name);
    return joined(names);
}

void write_place(const SearchParameters& search, ParameterList& list) {
    const auto& request = search.request;
    if (request.limit != SearchRequest{}.limit) list.emplace_back("pageSize", std::to_string(request.limit));
    if (search.cursor)
        list.emplace_back("cursor", to_text(*search.cursor));
    else if (request.offset % request.limit != 0)
        list.emplace_back("offset", std::to_string(request.offset));
    else if (request.offset > 0)
        list.emplace_back("page", std::to_string(search.page()));
}

void percent_encode(std::string_view text, std::string& out) {
    constexpr std::string_view plain = "-._~/:,";  // the last three are allowed in a query and keep links readable
    constexpr char digits[] = "0123456789ABCDEF";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool alnum = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (alnum || plain.find(c) != plain.npos) {
            out += c;
        } else if (c == ' ') {
            out += '+';
        } else {
            out += {'%', digits[byte >> 4], digits[byte & 15]};
        }
    }
}

}  // namespace

ParameterList write_search_parameters(const SearchParameters& search) {
    const auto& request = search.request;
    ParameterList list;
    const auto add = [&list](std::string_view name, std::string value) {
        if (!value.empty()) list.emplace_back(name, std::move(value));
    };
    add("q", request.text);
    add("searchIn", search_in_text(request.search_in));
    add("from", search.from);
    add("to", search.to);
    for (const auto& [name, id] : filter_parameters) {
        for (const auto& filter : request.filters) {
            if (filter.field == id) add(name, joined(filter.values));
        }
    }
    const SortOrder usual_sort = request.text.empty() ? SortOrder::newest : SortOrder::relevance;
    if (request.sort != usual_sort) add("sortBy", std::string(name_of(request.sort)));
    add("group", std::string(name_of(request.group)));
    if (request.exact) add("exact", "1");
    if (request.any_word) add("op", "or");
    if (request.snippets != SearchRequest{}.snippets) add("snippets", std::to_string(request.snippets));
    if (request.freshness_days > 0) add("freshness", std::to_string(request.freshness_days) + "d");
    if (request.explain) add("explain", "1");
    if (search.article) add("article", std::to_string(search.article->value));
    add("fields", joined(search.fields));
    if (search.compact) add("view", "compact");
    if (search.facets_given) list.emplace_back("facets", facets_text(request));
    write_place(search, list);
    return list;
}

std::string url_of(std::string_view path, const ParameterList& parameters) {
    std::string url(path);
    char mark = '?';
    for (const auto& [name, value] : parameters) {
        url += mark;
        percent_encode(name, url);
        url += '=';
        percent_encode(value, url);
        mark = '&';
    }
    return url;
}

std::string_view filter_parameter(FieldId field) {
    for (const auto& [name, id] : filter_parameters) {
        if (id == field) return name;
    }
    return {};
}

}  // namespace broadsheet
