// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/change_view.h"

#include "engine/highlight/highlight.h"

#include <algorithm>
#include <span>

namespace broadsheet {
namespace {

/// Unchanged paragraphs between two changes that are put away; those beside a change stay in sight.
constexpr std::size_t folded_min = 3;

struct Paragraph {
    std::string html;
    bool changed = false;
};

void append(const TextPiece& piece, std::string_view text, Paragraph& paragraph) {
    if (text.empty()) return;
    const std::string escaped = marked_html(text, {});
    if (piece.kind == PieceKind::same) {
        paragraph.html += escaped;
        return;
    }
    const std::string_view element = piece.kind == PieceKind::added ? "ins>" : "del>";
    paragraph.html.append("<").append(element).append(escaped).append("</").append(element);
    paragraph.changed = true;
}

std::vector<Paragraph> paragraphs_of_change(const std::vector<TextPiece>& pieces) {
    constexpr std::string_view paragraph_break = "\n\n";
    std::vector<Paragraph> paragraphs(1);
    for (const auto& piece : pieces) {
        for (std::size_t begin = 0; begin <= piece.text.size();) {
            const std::size_t end = std::min(piece.text.find(paragraph_break, begin), piece.text.size());
            append(piece, piece.text.substr(begin, end - begin), paragraphs.back());
            if (end == piece.text.size()) break;
            paragraphs.emplace_back();
            begin = end + paragraph_break.size();
        }
    }
    std::erase_if(paragraphs, [](const Paragraph& paragraph) { return paragraph.html.empty(); });
    return paragraphs;
}

/// True for what has changed and for its neighbours, which tell where that stands.
bool is_in_sight(const std::vector<Paragraph>& paragraphs, std::size_t index) {
    return paragraphs[index].changed || (index > 0 && paragraphs[index - 1].changed) ||
           (index + 1 < paragraphs.size() && paragraphs[index + 1].changed);
}

Values block_of(std::span<const Paragraph> paragraphs, bool folded) {
    std::vector<Values> rows;
    for (const auto& paragraph : paragraphs) rows.push_back(Values().markup("html", Markup(paragraph.html)));
    Values block;
    block.list("paragraphs", rows);
    return folded ? block.number("folded", paragraphs.size()) : block.flag("folded", false);
}

}  // namespace

Markup change_line(const std::vector<TextPiece>& pieces) {
    Paragraph line;
    for (const auto& piece : pieces) append(piece, piece.text, line);
    return Markup(std::move(line.html));
}

std::vector<Values> change_blocks(const std::vector<TextPiece>& pieces) {
    const std::vector<Paragraph> paragraphs = paragraphs_of_change(pieces);
    std::vector<Values> blocks;
    for (std::size_t begin = 0; begin < paragraphs.size();) {
        const bool in_sight = is_in_sight(paragraphs, begin);
        std::size_t end = begin + 1;
        while (end < paragraphs.size() && is_in_sight(paragraphs, end) == in_sight) ++end;
        const bool folded = !in_sight && end - begin >= folded_min;
        blocks.push_back(block_of(std::span(paragraphs).subspan(begin, end - begin), folded));
        begin = end;
    }
    return blocks;
}

}  // namespace broadsheet
