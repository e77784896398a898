// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Values of fields that no article has: a slip in them would leave articles out without a word.

#include "engine/index/facet_dictionary.h"
#include "engine/match/reader.h"
#include "engine/query/node.h"
#include "engine/query/parser.h"
#include "engine/search/search.h"

#include <vector>

namespace broadsheet {

/// A warning for each value of a keyword field, in the query or a filter, that nothing in the archive has, with the
/// value that was probably meant. The first few; `root` need not be expanded.
std::vector<query::Warning> unknown_values(const query::Node& root, const SearchRequest& request, match::Reader& reader,
                                           const FacetDictionary& dictionary);

}  // namespace broadsheet
