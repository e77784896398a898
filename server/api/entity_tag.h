// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Strong entity tags: the same as long as index, request and program are the same.

#include "server/api/search_parameters.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet {

/// A quoted tag for a reply: another for each generation and each change of the groupings. `kind` tells replies of
/// different form apart ("search.json"; those of pages, "search.html", also by the reader's language), `subject` is
/// everything else that the reply depends on.
std::string entity_tag(const IndexState& state, std::string_view kind, std::string_view subject);

/// All that a search's reply depends on besides the index, as a text; relative dates count by the day, the age of
/// articles by the minute.
std::string subject_of(const SearchParameters& search);

}  // namespace broadsheet
