// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One article in a list of results, as values for the template.

#include "engine/search/search.h"
#include "server/api/search_parameters.h"
#include "server/pages/markup.h"

#include <string>
#include <vector>

namespace broadsheet {

/// `several_languages`: not all that was found is in one, so that a foreign one is worth telling.
Values hit_view(const SearchParameters& search, const Hit& hit, bool several_languages);

/// Names of a byline, each with its marks.
std::vector<Markup> marked_names(const std::vector<std::string>& names,
                                 const std::vector<std::vector<TextRange>>& marks);

/// Sets "lang" where a text needs one: where it isn't in the reader's language, as the page itself is.
void set_language(Values& values, const std::string& language);

}  // namespace broadsheet
