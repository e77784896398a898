// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the search page tells about the query itself: as what it was understood, in which forms its words were found,
// what its acronyms stand for, what may have been meant.

#include "engine/search/search.h"
#include "server/api/search_parameters.h"
#include "server/pages/markup.h"

namespace broadsheet {

/// Sets "understood", "forms", "acronyms", "suggestion" and "warnings" for search.html.
void add_query_lines(const SearchParameters& search, const SearchReply& reply, Values& values);

}  // namespace broadsheet
