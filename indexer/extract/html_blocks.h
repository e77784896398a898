// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A part of an HTML page as blocks of text: paragraphs, headings, list items, quotations, captions, table rows.

#include "indexer/extract/html_document.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

enum class BlockKind { paragraph, heading, item, quotation, caption, row, preformatted };

struct Block {
    BlockKind kind = BlockKind::paragraph;
    std::string text;                  ///< clean; line breaks of <br> and <pre> are kept as \n
    std::uint32_t size = 0;            ///< text_size(text)
    std::uint32_t link_size = 0;       ///< of the part within links
    bool opens_linked = false;         ///< it begins within a link
    const xmlNode* element = nullptr;  ///< the innermost block element it stands in
    const xmlNode* inner = nullptr;    ///< the innermost element of any kind that holds all of the text
};

/// How much there is to read: a letter counts as one, a Chinese or Japanese character as two, a space as none.
std::uint32_t text_size(std::string_view text);

/// The blocks of `root` in reading order. Scripts, styles, forms' controls and pictures hold no text.
std::vector<Block> blocks_of(const xmlNode* root);

}  // namespace broadsheet
