// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A search's answer for people at a terminal: articles on stdout, notes about the query on stderr.

#include "engine/search/search.h"
#include "server/api/search_parameters.h"

#include <optional>

namespace broadsheet::cli {

/// `explanation` is of the article that `search` names, if it names one.
void print_reply(const SearchParameters& search, const SearchReply& reply, double took_ms,
                 const std::optional<Explanation>& explanation);

}  // namespace broadsheet::cli
