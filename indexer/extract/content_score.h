// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which element of a pruned page holds the article.

#include "indexer/extract/html_document.h"

#include <vector>

namespace broadsheet {

/// The elements whose text is the article's, in document order; none contains another. Empty for a page without text.
std::vector<xmlNode*> find_content(xmlNode* root);

}  // namespace broadsheet
