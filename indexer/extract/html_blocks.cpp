// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/html_blocks.h"

#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace broadsheet {
namespace {

template <std::size_t n>
bool is_one_of(std::string_view tag, const std::array<std::string_view, n>& tags) {
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

bool is_silent(std::string_view tag) {
    static constexpr std::array<std::string_view, 19> tags{
        "script", "style",    "noscript", "template", "svg",   "head", "iframe",   "object", "button", "input",
        "select", "textarea", "canvas",   "audio",    "video", "map",  "datalist", "math",   "option"};
    return is_one_of(tag, tags);
}

bool is_inline(std::string_view tag) {
    static constexpr std::array<std::string_view, 40> tags{
        "a",      "abbr", "acronym", "b",    "bdi",  "bdo", "big",  "cite",  "code",  "data",
        "del",    "dfn",  "em",      "font", "i",    "img", "ins",  "kbd",   "label", "mark",
        "nobr",   "q",    "rp",      "rt",   "ruby", "s",   "samp", "small", "span",  "strike",
        "strong", "sub",  "sup",     "time", "tt",   "u",   "var",  "wbr",   "td",    "th"};
    return is_one_of(tag, tags);
}

/// The kind that an element gives to the text in it; `outer` if it gives none.
BlockKind kind_of(std::string_view tag, BlockKind outer) {
    if (tag.size() == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6') return BlockKind::heading;
    if (tag == "li" || tag == "dt" || tag == "dd") return BlockKind::item;
    if (tag == "blockquote") return BlockKind::quotation;
    if (tag == "figcaption" || tag == "caption") return BlockKind::caption;
    if (tag == "tr") return BlockKind::row;
    if (tag == "pre") return BlockKind::preformatted;
    return outer;
}

/// Inline elements stand close together; where they don't, `a` or what is above it will do.
const xmlNode* common_ancestor(const xmlNode* a, const xmlNode* b) {
    constexpr int levels_max = 12;
    for (int i = 0; i < levels_max && a->parent && a->parent->type == XML_ELEMENT_NODE; ++i, a = a->parent) {
        const xmlNode* up = b;
        for (int j = 0; j < levels_max && up; ++j, up = up->parent)
            if (up == a) return a;
    }
    return a;
}

/// Text within a line that only shows while the mouse is over a word.
bool is_pop_up(const xmlNode* node) {
    const std::string names = class_and_id(node);
    if (names.empty()) return false;
    const auto holds = [&](std::string_view part) { return names.find(part) != std::string::npos; };
    return (holds("rollover") || holds("tooltip") || holds("popover") || holds("hovercard")) &&
           (holds("block") || holds("content") || holds("text") || holds("inner") || holds("body"));
}

class Collector {
public:
    void visit(const xmlNode* node, BlockKind kind, int depth) {
        if (depth > html_depth_max) return;
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) return append(node, kind);
        if (node->type != XML_ELEMENT_NODE) return;
        const std::string_view tag = tag_of(node);
        if (is_silent(tag)) return;
        if (tag == "br") return line_break();
        if (tag == "hr") return flush(kind, node);
        if (is_inline(tag)) return visit_inline(node, tag, kind, depth);
        flush(kind_, element_);
        const BlockKind outer_kind = std::exchange(kind_, kind_of(tag, kind));
        const xmlNode* const outer = std::exchange(element_, node);
        visit_children(node, kind_, depth);
        flush(kind_, node);
        kind_ = outer_kind;
        element_ = outer;
    }

    std::vector<Block> finish() {
        flush(kind_, element_);
        return std::move(blocks_);
    }

private:
    void visit_children(const xmlNode* node, BlockKind kind, int depth) {
        for (const xmlNode* child = node->children; child; child = child->next) visit(child, kind, depth + 1);
    }

    void visit_inline(const xmlNode* node, std::string_view tag, BlockKind kind, int depth) {
        if (tag == "span" && is_pop_up(node)) return;
        const bool cell = tag == "td" || tag == "th";
        if (cell) text_ += ' ';
        links_ += tag == "a";
        visit_children(node, kind, depth);
        links_ -= tag == "a";
        if (cell) text_ += ' ';
    }

    void append(const xmlNode* node, BlockKind kind) {
        const std::string_view text = node->content ? reinterpret_cast<const char*>(node->content) : "";
        for (const char c : text) text_ += c == '\n' && kind != BlockKind::preformatted ? ' ' : c;
        const std::uint32_t size = text_size(text);
        if (links_ > 0) link_size_ += size;
        if (size > 0 && !inner_) opens_linked_ = links_ > 0;
        if (size > 0) inner_ = inner_ ? common_ancestor(inner_, node->parent) : node->parent;
    }

    /// Two breaks with nothing between them end a paragraph.
    void line_break() {
        std::size_t end = text_.size();
        while (end > 0 && (text_[end - 1] == ' ' || text_[end - 1] == '\t')) --end;
        if (end > 0 && text_[end - 1] == '\n')
            flush(kind_, element_);
        else
            text_ += '\n';
    }

    void flush(BlockKind kind, const xmlNode* element) {
        std::string clean;
        for (std::string_view rest = text_; !rest.empty();) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            const std::string line = clean_line(rest.substr(0, end));
            if (!line.empty()) clean += (clean.empty() ? "" : "\n") + line;
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        text_.clear();
        const std::uint32_t link_size = std::exchange(link_size_, 0);
        const xmlNode* const inner = std::exchange(inner_, nullptr);
        const std::uint32_t size = text_size(clean);
        if (size == 0) return;
        blocks_.push_back(
            {kind, std::move(clean), size, std::min(link_size, size), opens_linked_, element, inner ? inner : element});
    }

    std::vector<Block> blocks_;
    std::string text_;
    std::uint32_t link_size_ = 0;
    bool opens_linked_ = false;
    int links_ = 0;
    BlockKind kind_ = BlockKind::paragraph;
    const xmlNode* element_ = nullptr;
    const xmlNode* inner_ = nullptr;
};

}  // namespace

std::uint32_t text_size(std::string_view text) {
    std::uint32_t size = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= ' ' || (byte & 0xC0) == 0x80) continue;
        size += byte >= 0xE3 && byte < 0xF0 ? 2 : 1;
    }
    return size;
}

std::vector<Block> blocks_of(const xmlNode* root) {
    Collector collector;
    if (root) collector.visit(root, BlockKind::paragraph, 0);
    return collector.finish();
}

}  // namespace broadsheet
