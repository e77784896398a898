// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The text of the article on an HTML page, without everything around it.

#include "indexer/extract/html_document.h"
#include "indexer/extract/page_blocks.h"

#include <string>
#include <vector>

namespace broadsheet {

/// The article's paragraphs, separated by empty lines; empty if the page has no text worth the name. The nodes'
/// `_private` is used, the tree is not changed.
std::string main_text(const HtmlDocument& document, const PageHints& hints);

/// The second half of it: the text of the blocks that `logits` speak for.
std::string text_of_article(const PageBlocks& page, const std::vector<double>& logits);

}  // namespace broadsheet
