// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/main_text.h"

#include "indexer/extract/content_score.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/html_blocks.h"
#include "indexer/extract/html_prune.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <vector>

namespace broadsheet {
namespace {

constexpr std::size_t prose_bytes_min = 80;

double linked_share(const Block& block) {
    const auto solid =
        std::count_if(block.text.begin(), block.text.end(), [](char c) { return c != ' ' && c != '\n'; });
    return solid == 0 ? 0.0 : static_cast<double>(block.link_bytes) / static_cast<double>(solid);
}

/// Short lines with which sites lead readers elsewhere.
bool is_furniture(std::string_view text) {
    static constexpr std::array<std::string_view, 46> starts{"advertisement",
                                                             "read more",
                                                             "read also",
                                                             "also read",
                                                             "see also",
                                                             "share this",
                                                             "share on",
                                                             "follow us",
                                                             "sign up",
                                                             "subscribe",
                                                             "related:",
                                                             "related article",
                                                             "related stor",
                                                             "more on this",
                                                             "click here",
                                                             "tap here",
                                                             "photo:",
                                                             "image source",
                                                             "getty images",
                                                             "copyright ©",
                                                             "© ",
                                                             "all rights reserved",
                                                             "story continues below",
                                                             "continue reading",
                                                             "recommended",
                                                             "most read",
                                                             "watch:",
                                                             "listen:",
                                                             "download the",
                                                             "join the conversation",
                                                             "leave a comment",
                                                             "comments",
                                                             "print this",
                                                             "email this",
                                                             "tweet",
                                                             "facebook",
                                                             "twitter",
                                                             "whatsapp",
                                                             "lesen sie auch",
                                                             "mehr zum thema",
                                                             "lire aussi",
                                                             "à lire aussi",
                                                             "leggi anche",
                                                             "lee también",
                                                             "foto:",
                                                             "tags:"};
    if (text.size() > 140) return false;
    const std::string lower = ascii_lower(text);
    return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) {
        return lower.starts_with(start) && (start.size() > 8 || lower.size() < 40 || start.ends_with(':'));
    });
}

/// "By Mei Tan", "12 March 2019", "3 min read": what stands between headline and text.
bool is_credit(std::string_view text) {
    if (text.size() > 120) return false;
    if (read_date(text)) return true;
    const std::string lower = ascii_lower(text);
    if (lower.starts_with("by ") && text.size() < 80 && text.find('.') == std::string_view::npos) return true;
    return find_date(text) && text.size() < 60 && !text.ends_with('.');
}

bool is_link_list(const Block& block) {
    const double linked = linked_share(block);
    if (block.kind == BlockKind::item) return linked > 0.7 && block.text.size() < 200;
    if (block.kind == BlockKind::heading) return linked > 0.9;
    return linked > 0.75 && block.text.size() < 300;
}

class TextBuilder {
public:
    explicit TextBuilder(std::string_view title) : title_(ascii_lower(title)) {}

    void take(const Block& block) {
        if (is_link_list(block) || is_furniture(block.text)) return;
        if (ascii_lower(block.text) == title_ && !title_.empty()) return;
        if (!prose_seen_ && is_credit(block.text)) return;
        if (block.text.size() > 60 && !seen_.insert(block.text).second) return;  // pull quotes repeat the text
        prose_seen_ = prose_seen_ || block.text.size() >= prose_bytes_min;
        kept_.push_back(&block);
    }

    std::string finish() {
        // A heading with nothing below it headed something that has been left out.
        std::string text;
        for (std::size_t i = 0; i < kept_.size(); ++i) {
            const bool heading = kept_[i]->kind == BlockKind::heading;
            if (heading && (i + 1 == kept_.size() || only_headings_from(i + 1))) break;
            if (!text.empty()) text += "\n\n";
            text += kept_[i]->text;
        }
        return text;
    }

private:
    bool only_headings_from(std::size_t i) const {
        return std::all_of(kept_.begin() + static_cast<std::ptrdiff_t>(i), kept_.end(),
                           [](const Block* block) { return block->kind == BlockKind::heading; });
    }

    std::string title_;
    std::vector<const Block*> kept_;
    std::unordered_set<std::string> seen_;
    bool prose_seen_ = false;
};

}  // namespace

std::string main_text(HtmlDocument& document, std::string_view title) {
    xmlNode* const root = document.root();
    if (!root) return {};
    prune(root);
    std::vector<Block> blocks;
    for (const xmlNode* node : find_content(root))
        for (Block& block : blocks_of(node)) blocks.push_back(std::move(block));
    TextBuilder text(title);
    for (const Block& block : blocks) text.take(block);
    return text.finish();
}

}  // namespace broadsheet
