// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A part of an HTML page as blocks of text: paragraphs, headings, list items, quotations, captions, table rows.

#include "indexer/extract/html_document.h"

#include <string>
#include <vector>

namespace broadsheet {

enum class BlockKind { paragraph, heading, item, quotation, caption, row, preformatted };

struct Block {
    BlockKind kind = BlockKind::paragraph;
    std::string text;                  ///< clean; line breaks of <br> and <pre> are kept as \n
    std::size_t link_bytes = 0;        ///< of the text, within links
    const xmlNode* element = nullptr;  ///< the innermost block element it stands in
};

/// The blocks of `root` in reading order. Scripts, styles, forms' controls and pictures hold no text.
std::vector<Block> blocks_of(const xmlNode* root);

}  // namespace broadsheet
