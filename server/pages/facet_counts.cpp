// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/facet_counts.h"

#include "server/api/parameter_names.h"

#include <algorithm>

namespace broadsheet {
namespace {

constexpr FieldId counted_fields[] = {FieldId::source,   FieldId::section, FieldId::author,
                                      FieldId::language, FieldId::agency,  FieldId::place};

SearchRequest only_counting(SearchRequest request) {
    request.facets.clear();
    request.year_facet = request.timeline = request.explain = false;
    request.offset = 0;
    request.after.reset();
    request.limit = 1;
    request.snippets = 0;
    return request;
}

void replace(std::vector<Facet>& facets, const SearchReply& counted) {
    for (const auto& facet : counted.facets) {
        const auto same = std::ranges::find(facets, facet.name, &Facet::name);
        if (same != facets.end()) *same = facet;
    }
}

}  // namespace

void ask_for_facets(SearchRequest& request) {
    request.facets.assign(std::begin(counted_fields), std::end(counted_fields));
    request.year_facet = request.timeline = true;
}

void open_facets(const SearchParameters& search, SearchReply& reply,
                 const std::function<SearchReply(const SearchRequest&)>& find) {
    const auto& filters = search.request.filters;
    for (const FieldId field : counted_fields) {
        if (std::ranges::find(filters, field, &FieldFilter::field) == filters.end()) continue;
        SearchRequest request = only_counting(search.request);
        std::erase_if(request.filters, [&](const FieldFilter& filter) { return filter.field == field; });
        request.facets = {field};
        replace(reply.facets, find(request));
    }
    const auto of_years = [](const FieldFilter& filter) { return filter.field == FieldId::date; };
    if (search.from.empty() && search.to.empty() && std::ranges::none_of(filters, of_years)) return;
    SearchRequest request = only_counting(search.request);
    request.published = {};
    std::erase_if(request.filters, of_years);
    request.year_facet = true;
    replace(reply.facets, find(request));
}

}  // namespace broadsheet
