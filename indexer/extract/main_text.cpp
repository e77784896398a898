// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/main_text.h"

#include "indexer/extract/block_model.h"

#include <vector>

namespace broadsheet {
namespace {

constexpr double kept_from = 0.0;

}  // namespace

std::string main_text(const HtmlDocument& document, const PageHints& hints) {
    xmlNode* const root = document.root();
    if (!root) return {};
    const PageBlocks page = read_page_blocks(root, hints);
    const std::vector<double> logits = article_logits(page, hints);
    std::string text;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        if (logits[i] < kept_from) continue;
        if (!text.empty()) text += "\n\n";
        text += page.blocks[i].block.text;
    }
    return text;
}

}  // namespace broadsheet
