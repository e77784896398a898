// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Why an article answers a query and ranks where it does, or why it doesn't, in words.
// Owns the wording; looks at the article's own text, with the pattern that also marks it.

#include "engine/query/node.h"
#include "engine/search/search.h"

#include <functional>

namespace broadsheet {

/// What the index says about one clause, expanded, without its "excluded".
struct ClauseFigures {
    bool matches = false;
    double weight = 0;
    std::uint64_t articles = 0;  ///< of the whole archive that match it
};
using AskIndex = std::function<ClauseFigures(const query::Node& clause)>;

/// `root` is expanded. The score is left for the caller, who knows the rank.
Explanation explain_article(const StoredArticle& article, const query::Node& root, const SearchRequest& request,
                            const AskIndex& ask);

}  // namespace broadsheet
