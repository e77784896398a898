// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Articles about the same subject as another one, found by its most telling words. Plain data; the answer comes from
// Searcher::similar_articles().

#include "engine/search/search.h"

#include <string>
#include <vector>

namespace broadsheet {

inline constexpr std::size_t similar_articles_max = 50;

struct SimilarArticle {
    Hit hit;                         ///< its only fragment is the beginning of its text
    std::vector<std::string> terms;  ///< telling words that both have, the most telling first
};

struct SimilarArticles {
    /// The words that were looked for, as the article writes them, the most telling first; none if its text says too
    /// little.
    std::vector<std::string> terms;
    /// Best first. Neither the article itself nor what tells the same story, and of other stories one telling each.
    std::vector<SimilarArticle> articles;
    IndexState index;
};

}  // namespace broadsheet
