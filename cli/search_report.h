// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A search's reply for people at a terminal.

#include "cli/terminal.h"
#include "engine/search/search.h"
#include "server/api/search_parameters.h"

#include <optional>
#include <string>

namespace broadsheet::cli {

struct SearchReport {
    std::string notes;    ///< what was noticed about the query; may be empty
    std::string results;  ///< how many, the articles, what was counted of them, and how to go on
};

/// `explanation` is of the article that `search` names, if it names one.
SearchReport report_of(const SearchParameters& search, const SearchReply& reply, double took_ms,
                       const std::optional<Explanation>& explanation, const Look& look);

}  // namespace broadsheet::cli
