// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Links from one search to another: the same search with one thing changed, from its first page if that changes what
// is found.

#include "server/api/search_parameters.h"

#include <string>
#include <string_view>

namespace broadsheet {

std::string search_url(const SearchParameters& search);

SearchParameters with_value(SearchParameters search, FieldId field, std::string_view value);
SearchParameters without_value(SearchParameters search, FieldId field, std::string_view value);

/// `from` and `to` as in the URL; empty for an open end.
SearchParameters with_period(SearchParameters search, std::string_view from, std::string_view to);
SearchParameters with_text(SearchParameters search, std::string_view text);
SearchParameters with_sort(SearchParameters search, SortOrder sort);
SearchParameters with_group(SearchParameters search, GroupBy group);
SearchParameters with_exact(SearchParameters search, bool exact);
SearchParameters with_any_word(SearchParameters search, bool any_word);
/// Without explanations no article is named to be explained, either.
SearchParameters with_explanations(SearchParameters search, bool explain);
SearchParameters with_freshness(SearchParameters search, std::uint32_t days);
SearchParameters with_every_field(SearchParameters search);
SearchParameters with_density(SearchParameters search, bool compact);
/// Neither filters nor period nor settings of the words: the query alone, in the same order, grouping and density.
SearchParameters without_filters(const SearchParameters& search);
SearchParameters with_page(SearchParameters search, std::uint32_t page);

/// The parameters that say which articles are found and how they are ordered, for links to other forms of the result.
ParameterList result_parameters(const SearchParameters& search);

/// True if the search is filtered by this value of a facet, whether it was given as the slug or as the name.
bool has_value(const SearchParameters& search, FieldId field, std::string_view value);

}  // namespace broadsheet
