// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/page_links.h"

#include "server/api/search_links.h"

#include <algorithm>

namespace broadsheet {
namespace {

SearchParameters from_first_page(SearchParameters search) {
    search.request.offset = 0;
    search.cursor.reset();
    return search;
}

bool same_value(const std::string& given, std::string_view value) {
    return given == value || slug_of(given) == value || slug_of(given) == slug_of(std::string(value));
}

}  // namespace

std::string search_url(const SearchParameters& search) {
    return url_of("/", write_search_parameters(search));
}

SearchParameters with_value(SearchParameters search, FieldId field, std::string_view value) {
    auto& filters = search.request.filters;
    const auto known = std::find_if(filters.begin(), filters.end(), [&](const auto& f) { return f.field == field; });
    auto& filter = known != filters.end() ? *known : filters.emplace_back(FieldFilter{field, {}});
    filter.values.emplace_back(value);
    return from_first_page(std::move(search));
}

SearchParameters without_value(SearchParameters search, FieldId field, std::string_view value) {
    for (auto& filter : search.request.filters) {
        if (filter.field != field) continue;
        std::erase_if(filter.values, [&](const std::string& given) { return same_value(given, value); });
    }
    std::erase_if(search.request.filters, [](const FieldFilter& filter) { return filter.values.empty(); });
    return from_first_page(std::move(search));
}

SearchParameters with_period(SearchParameters search, std::string_view from, std::string_view to) {
    search.from = from;
    search.to = to;
    return from_first_page(std::move(search));
}

SearchParameters with_text(SearchParameters search, std::string_view text) {
    search.request.text = text;
    return from_first_page(std::move(search));
}

SearchParameters with_sort(SearchParameters search, SortOrder sort) {
    search.request.sort = sort;
    return from_first_page(std::move(search));
}

SearchParameters with_group(SearchParameters search, GroupBy group) {
    search.request.group = group;
    return from_first_page(std::move(search));
}

SearchParameters with_exact(SearchParameters search, bool exact) {
    search.request.exact = exact;
    return from_first_page(std::move(search));
}

SearchParameters with_any_word(SearchParameters search, bool any_word) {
    search.request.any_word = any_word;
    return from_first_page(std::move(search));
}

SearchParameters with_explanations(SearchParameters search, bool explain) {
    search.request.explain = explain;
    if (!explain) search.article.reset();
    return search;
}

SearchParameters with_freshness(SearchParameters search, std::uint32_t days) {
    search.request.freshness_days = days;
    return from_first_page(std::move(search));
}

SearchParameters with_every_field(SearchParameters search) {
    search.request.search_in = SearchRequest{}.search_in;
    return from_first_page(std::move(search));
}

SearchParameters with_density(SearchParameters search, bool compact) {
    search.compact = compact;
    return search;
}

SearchParameters without_filters(const SearchParameters& search) {
    SearchParameters plain;
    plain.request.text = search.request.text;
    plain.request.sort = search.request.sort;
    plain.request.group = search.request.group;
    plain.request.limit = search.request.limit;
    plain.compact = search.compact;
    return plain;
}

ParameterList result_parameters(const SearchParameters& search) {
    constexpr std::string_view dropped[] = {"page",    "offset",  "cursor", "pageSize", "view",
                                            "explain", "article", "fields", "facets",   "snippets"};
    ParameterList parameters = write_search_parameters(search);
    std::erase_if(parameters, [&](const auto& parameter) {
        return std::ranges::find(dropped, parameter.first) != std::end(dropped);
    });
    return parameters;
}

SearchParameters with_page(SearchParameters search, std::uint32_t page) {
    search.cursor.reset();
    search.request.offset = (page - 1) * search.request.limit;
    return search;
}

bool has_value(const SearchParameters& search, FieldId field, std::string_view value) {
    for (const auto& filter : search.request.filters) {
        if (filter.field != field) continue;
        for (const auto& given : filter.values) {
            if (same_value(given, value)) return true;
        }
    }
    return false;
}

}  // namespace broadsheet
