// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/main_text.h"

#include "indexer/extract/block_model.h"
#include "indexer/extract/block_phrases.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_map>

namespace broadsheet {
namespace {

constexpr double kept_from = 0.45;
/// Where so little is found, blocks are taken that are less sure.
constexpr std::uint32_t article_size_min = 150;
constexpr double last_resort_steps[] = {-1.0, -2.0, -3.0};
/// Shorter texts may come twice in an article.
constexpr std::uint32_t repeated_size_min = 40;

constexpr std::uint32_t prose_size_min = 80;

using Kept = std::vector<std::size_t>;

bool is_unseen(const PageBlocks& page, std::size_t i) {
    return (page.elements[page.blocks[i].inner].all & bit_of(evidence::unseen)) != 0;
}

std::uint32_t size_of(const PageBlocks& page, const Kept& kept) {
    std::uint32_t size = 0;
    for (const std::size_t i : kept) size += page.blocks[i].block.size;
    return size;
}

/// What isn't shown is left out, unless that is most of the article: then it waits for a click or a script.
Kept blocks_from(const PageBlocks& page, const std::vector<double>& logits, double threshold) {
    Kept kept;
    Kept seen;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        if (logits[i] < threshold) continue;
        kept.push_back(i);
        if (!is_unseen(page, i)) seen.push_back(i);
    }
    return size_of(page, seen) * 2 >= size_of(page, kept) ? seen : kept;
}

Kept choose(const PageBlocks& page, const std::vector<double>& logits) {
    Kept kept = blocks_from(page, logits, kept_from);
    for (const double threshold : last_resort_steps) {
        if (size_of(page, kept) >= article_size_min) break;
        kept = blocks_from(page, logits, threshold);
    }
    return kept;
}

/// In a photo story the captions are the article; elsewhere they describe pictures that nobody sees here.
void add_captions(const PageBlocks& page, Kept& kept) {
    if (kept.empty()) return;
    Kept captions;
    for (std::size_t i = kept.front(); i < page.blocks.size(); ++i)
        if (page.blocks[i].block.kind == BlockKind::caption && !is_unseen(page, i)) captions.push_back(i);
    Kept text;
    std::set_difference(kept.begin(), kept.end(), captions.begin(), captions.end(), std::back_inserter(text));
    if (size_of(page, captions) < size_of(page, text) * 2) return;
    kept.clear();
    std::set_union(text.begin(), text.end(), captions.begin(), captions.end(), std::back_inserter(kept));
}

/// The headline has a field of its own.
void drop_title(const PageBlocks& page, Kept& kept) {
    if (page.title_matches && kept.size() > 1) std::erase(kept, page.title_block);
}

/// "By Mei Tan", "12 March 2019" between the headline and the text; the metadata have them.
void drop_first_credits(const PageBlocks& page, Kept& kept) {
    const auto first_prose = std::find_if(kept.begin(), kept.end(), [&](std::size_t i) {
        return page.blocks[i].block.size >= prose_size_min && page.blocks[i].block.kind != BlockKind::heading;
    });
    kept.erase(std::remove_if(
                   kept.begin(), first_prose,
                   [&](std::size_t i) { return (phrases_of(page.blocks[i].block.text) >> phrase::credit & 1) != 0; }),
               first_prose);
}

/// Pull quotes and the second copy for small screens go; the first stays. What is made alike may well come again: the
/// same step of two recipes.
void drop_repeated(const PageBlocks& page, Kept& kept) {
    std::unordered_map<std::string, std::uint64_t> seen;
    const auto make_of = [&](const PageBlock& block) {
        const PageElement& element = page.elements[block.element];
        const PageElement& parent = page.elements[element.parent];
        return std::uint64_t{element.signature} << 42 ^ std::uint64_t{parent.signature} << 21 ^
               page.elements[parent.parent].signature;
    };
    std::erase_if(kept, [&](std::size_t i) {
        const PageBlock& entry = page.blocks[i];
        if (entry.block.size < repeated_size_min) return false;
        const auto [first, fresh] = seen.try_emplace(letters_of(entry.block.text), make_of(entry));
        return !fresh && first->second != make_of(entry);
    });
}

/// A heading with nothing below it headed something that has been left out.
void drop_last_headings(const PageBlocks& page, Kept& kept) {
    while (kept.size() > 1 && page.blocks[kept.back()].block.kind == BlockKind::heading) kept.pop_back();
}

}  // namespace

std::string text_of_article(const PageBlocks& page, const std::vector<double>& logits) {
    Kept kept = choose(page, logits);
    add_captions(page, kept);
    drop_title(page, kept);
    drop_first_credits(page, kept);
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
