// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the search page counts by.

#include "server/api/search_parameters.h"

#include <functional>

namespace broadsheet {

/// Asks for what the page shows beside the articles: facets, years, the timeline.
void ask_for_facets(SearchRequest& request);

/// Counts a field that is filtered by again without its own filter, so that further values can be chosen; likewise the
/// years of a search within a period or some years. One more search, without hits, for each.
void open_facets(const SearchParameters& search, SearchReply& reply,
                 const std::function<SearchReply(const SearchRequest&)>& find);

}  // namespace broadsheet
