// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Takes out of a page what is surely no part of its article.

#include "indexer/extract/html_document.h"

namespace broadsheet {

/// Removes navigation, forms, hidden elements, and what class, id or role calls boilerplate, unless most of the page's
/// paragraphs stand in it.
void prune(xmlNode* root);

/// Bytes of text in the paragraphs below a node.
std::size_t paragraph_bytes(const xmlNode* node);

}  // namespace broadsheet
