// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How a reader cites an article or passes it on: in words, as files for citation managers, by a link to a passage.

#include "engine/article/article.h"
#include "engine/article/text_range.h"
#include "server/pages/markup.h"

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

/// "Mei Tan and Jonas Okoro: Open-source, quietly. Harbour Wire, 28 January 2025. https://…": what isn't known is left
/// out, and a date that is only the file's is no date of publication.
std::string text_citation(const StoredArticle& article);

/// The downloads of an article, each with "words" and "url".
std::vector<Values> citation_links(ArticleId id);

/// The address of the original at the passage that begins at `mark` of the body, as browsers find it by its words.
/// No value if the article has no web address.
std::optional<std::string> passage_address(const StoredArticle& article, const TextRange& mark);

}  // namespace broadsheet
