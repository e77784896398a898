// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Why an article matches or doesn't, as values for the template explanation.html.

#include "engine/search/search.h"
#include "server/api/search_parameters.h"
#include "server/pages/markup.h"

#include <optional>

namespace broadsheet {

/// Summary, score and clauses. Empty without an explanation.
Markup explanation_view(const std::optional<Explanation>& explanation);

/// Sets "explained", the box about the article that the search names; absent if it names none.
void add_explained_article(const SearchParameters& search, const std::optional<Explanation>& explanation,
                           Values& values);

}  // namespace broadsheet
