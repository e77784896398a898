// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Facets as lists of links with counts: a value that filters already is marked and leads out again.

#include "server/api/search_parameters.h"
#include "server/pages/markup.h"

namespace broadsheet {

/// Empty if there is nothing to choose from.
Markup facet_list(const SearchParameters& search, const std::vector<Facet>& facets);

/// "Source" for source: how pages name a field that is filtered by.
std::string field_words(FieldId field);

/// What a page calls a value: the facet's label if it has one, else the language's name or the value itself.
std::string value_words(FieldId field, const std::string& value, const std::vector<Facet>& facets);

}  // namespace broadsheet
