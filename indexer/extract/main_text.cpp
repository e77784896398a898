// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/main_text.h"

#include "indexer/extract/block_model.h"
#include "indexer/extract/block_phrases.h"

#include <algorithm>
#include <unordered_set>

namespace broadsheet {
namespace {

constexpr double kept_from = 0.45;
/// Where so little is found, blocks are taken that are less sure.
constexpr std::uint32_t article_size_min = 150;
constexpr double last_resort_steps[] = {-1.0, -2.0, -3.0};
/// Paragraphs of this size don't come twice in an article, except by mistake of the page; items of lists do.
constexpr std::uint32_t repeated_size_min = 120;

using Kept = std::vector<std::size_t>;

Kept blocks_from(const PageBlocks& page, const std::vector<double>& logits, double threshold) {
    Kept kept;
    for (std::size_t i = 0; i < logits.size(); ++i)
        if (logits[i] >= threshold) kept.push_back(i);
    (void)page;
    return kept;
}

std::uint32_t size_of(const PageBlocks& page, const Kept& kept) {
    std::uint32_t size = 0;
    for (const std::size_t i : kept) size += page.blocks[i].block.size;
    return size;
}

Kept choose(const PageBlocks& page, const std::vector<double>& logits) {
    Kept kept = blocks_from(page, logits, kept_from);
    for (const double threshold : last_resort_steps) {
        if (size_of(page, kept) >= article_size_min) break;
        kept = blocks_from(page, logits, threshold);
    }
    return kept;
}

/// Pull quotes and the second copy for small screens go; the first stays.
void drop_repeated(const PageBlocks& page, Kept& kept) {
    std::unordered_set<std::string> seen;
    std::erase_if(kept, [&](std::size_t i) {
        const Block& block = page.blocks[i].block;
        const bool listed = block.kind == BlockKind::item || block.kind == BlockKind::row;
        return !listed && block.size >= repeated_size_min && !seen.insert(letters_of(block.text)).second;
    });
}

/// A heading with nothing below it headed something that has been left out.
void drop_last_headings(const PageBlocks& page, Kept& kept) {
    while (kept.size() > 1 && page.blocks[kept.back()].block.kind == BlockKind::heading) kept.pop_back();
}

}  // namespace

std::string text_of_article(const PageBlocks& page, const std::vector<double>& logits) {
    Kept kept = choose(page, logits);
    drop_repeated(page, kept);
    drop_last_headings(page, kept);
    std::string text;
    for (const std::size_t i : kept) {
        if (!text.empty()) text += "\n\n";
        text += page.blocks[i].block.text;
    }
    return text;
}

std::string main_text(const HtmlDocument& document, const PageHints& hints) {
    xmlNode* const root = document.root();
    if (!root) return {};
    const PageBlocks page = read_page_blocks(root, hints);
    return text_of_article(page, article_logits(page, hints));
}

}  // namespace broadsheet
