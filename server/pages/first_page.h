// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Who had it first: for a word or phrase the earliest article of each source.

#include "engine/search/searcher.h"
#include "server/api/search_parameters.h"

#include <string>

namespace broadsheet {

/// Without words in `search`, a form that asks for them.
std::string first_page(const SearchParameters& search, const FirstMentions& mentions, const ArchiveOverview& overview);

}  // namespace broadsheet
