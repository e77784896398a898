// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The search page: result line, timeline, facets, articles. The front page is the search without words.

#include "engine/search/searcher.h"
#include "server/api/search_parameters.h"

#include <optional>
#include <string>

namespace broadsheet {

/// The whole page as HTML. `took_ms` is the time that the search took. `explanation` is of the article that `search`
/// names, if it names one.
std::string search_page(const SearchParameters& search, const SearchReply& reply, const ArchiveOverview& overview,
                        double took_ms, const std::optional<Explanation>& explanation = {});

}  // namespace broadsheet
