// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One article to read, with the words of the search that led to it marked, and where it came from.

#include "engine/search/searcher.h"
#include "server/api/search_parameters.h"
#include "server/pages/markup.h"

#include <optional>
#include <string>
#include <vector>

namespace broadsheet {

/// What stands around the article.
struct ArticleSurroundings {
    const ArticleVersion* version = nullptr;  ///< set if the article is shown as it was in that version
    std::optional<SimilarArticles> similar = {};
    std::optional<StoryArticles> story = {};  ///< that the article belongs to
    Holdings holdings = {};
};

/// `search` is the search that the reader came from; its link leads back.
std::string article_page(const SearchParameters& search, const MarkedArticle& marked, const ArchiveOverview& overview,
                         const ArticleSurroundings& around = {});

/// The paragraphs of a body, each as marked HTML; marks are those of the whole body and are cut at paragraph ends.
std::vector<Markup> paragraphs_of(const std::string& body, const std::vector<TextRange>& marks);

}  // namespace broadsheet
