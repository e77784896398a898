// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/block_distrust.h"

#include "indexer/extract/block_phrases.h"

namespace broadsheet {
namespace {

/// One of several cards with teasers that stand side by side.
bool is_in_card(const PageBlocks& page, const PageBlock& entry) {
    std::uint32_t at = entry.inner;
    for (int level = 0; level < 4 && at != 0; ++level, at = page.elements[at].parent) {
        const PageElement& element = page.elements[at];
        if (element.alike >= 3 && (element.own & bit_of(evidence::teaser)) != 0) return true;
    }
    return false;
}

/// In a small box that asks for an address or for money.
bool is_in_newsletter_box(const PageBlocks& page, const PageBlock& entry) {
    constexpr std::uint32_t box_size_max = 400;
    for (std::uint32_t at = entry.inner; at != 0; at = page.elements[at].parent) {
        const PageElement& element = page.elements[at];
        if (element.size > box_size_max) return false;
        if ((element.own & bit_of(evidence::newsletter)) != 0) return true;
    }
    return false;
}

double distrust_of_place(const PageBlocks& page, const PageBlock& entry) {
    constexpr EvidenceSet apart =
        bit_of(evidence::tag_aside) | bit_of(evidence::tag_nav) | bit_of(evidence::tag_footer);
    const EvidenceSet around = page.elements[entry.inner].all;
    const auto is_in = [&](std::uint8_t kind) { return (around & bit_of(kind)) != 0; };
    double distrust = (around & apart) != 0 ? 1.5 : 0.0;
    if (is_in(evidence::related) && (is_in(evidence::tag_link) || is_in_card(page, entry))) distrust += 1.5;
    if (is_in_newsletter_box(page, entry)) distrust += 4.0;
    return distrust;
}

double distrust_of_words(const Block& block) {
    const std::uint32_t phrases = phrases_of(block.text);
    const auto has = [&](std::uint8_t kind) { return (phrases >> kind & 1) != 0; };
    if (has(phrase::advertising) && block.size <= 25) return 9.0;
    if (has(phrase::comments) && block.size < 60) return 3.0;
    if (has(phrase::sharing) && block.size < 40) return 3.0;
    if (has(phrase::elsewhere) && block.size < 80) return 3.0;
    return has(phrase::copyright) && block.size < 300 ? 2.0 : 0.0;
}

}  // namespace

double distrust_of(const PageBlocks& page, const PageBlock& entry) {
    const Block& block = entry.block;
    const bool many_links = block.size >= 120 && block.link_size * 10 >= block.size * 9;
    return distrust_of_place(page, entry) + distrust_of_words(block) + (many_links ? 2.0 : 0.0);
}

}  // namespace broadsheet
