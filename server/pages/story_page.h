// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A story: who told it when, what each telling added and what it left out.

#include "engine/search/searcher.h"
#include "server/api/search_parameters.h"

#include <string>

namespace broadsheet {

/// `search` is the search that the reader came from; links lead back to it.
std::string story_page(const StoryArticles& story, const ArchiveOverview& overview,
                       const SearchParameters& search = {});

}  // namespace broadsheet
