// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// An HTML page as a flat table of elements and a row of text blocks, with what is measured of each.

#include "indexer/extract/element_evidence.h"
#include "indexer/extract/html_blocks.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// What other sources say of the article; each may be empty.
struct PageHints {
    std::string_view title;
    std::string_view subtitle;
    std::string_view linked_body;  ///< articleBody of the structured data, plain text
};

/// Sizes are in letters: a Chinese or Japanese character counts as two, a space as none.
struct PageElement {
    const xmlNode* node = nullptr;
    std::uint32_t parent = 0;        ///< index; the root is its own
    std::uint32_t size = 0;          ///< of all text below
    std::uint32_t links = 0;         ///< of it in links
    std::uint32_t prose = 0;         ///< of it in blocks long enough and free enough of links to be prose
    std::uint32_t around_title = 0;  ///< index of the innermost element around this one that holds the page's heading
    std::uint32_t nearer_prose = 0;  ///< prose that the page's heading has closer by than this element
    std::uint32_t signature = 0;     ///< the same for elements of the same tag and classes
    std::uint16_t alike = 0;         ///< siblings of the same signature that hold text, itself among them
    bool holds_title = false;        ///< the heading of the page is below
    EvidenceSet own = 0;
    EvidenceSet near = 0;  ///< of the element, its parent and its grandparent
    EvidenceSet all = 0;   ///< of the element and everything around it
};

struct PageBlock {
    Block block;
    std::uint32_t element = 0;  ///< index of Block::element
    std::uint32_t inner = 0;    ///< index of Block::inner
};

struct PageBlocks {
    std::vector<PageElement> elements;  ///< parents before their children
    std::vector<PageBlock> blocks;      ///< in reading order
    std::size_t title_block = 0;        ///< the heading of the page; blocks.size() if there is none
    bool title_matches = false;         ///< and it says what the metadata says
};

/// Measures a page, in time linear in its size. The nodes' `_private` is used.
PageBlocks read_page_blocks(xmlNode* root, const PageHints& hints);

/// Letters and digits of `text` in ASCII lower case, nothing between them: what two writings of a line have in common.
std::string letters_of(std::string_view text);

}  // namespace broadsheet
