// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/text_change.h"

#include "engine/analysis/token.h"
#include "engine/compare/word_diff.h"

#include <algorithm>

namespace broadsheet {
namespace {

std::string_view cut(std::string_view text, std::size_t begin, std::size_t end) {
    return text.substr(begin, end - begin);
}

PieceKind kind_of(Change change) {
    if (change == Change::removed) return PieceKind::removed;
    return change == Change::added ? PieceKind::added : PieceKind::same;
}

}  // namespace

std::vector<TextPiece> text_change(std::string_view older, std::string_view newer) {
    std::vector<TextPiece> pieces;
    for (const auto& run : word_diff(older, newer)) {
        const std::string_view text = run.change == Change::removed ? cut(older, run.before.begin, run.before.end)
                                                                    : cut(newer, run.after.begin, run.after.end);
        if (!text.empty()) pieces.push_back({kind_of(run.change), text});
    }
    return pieces;
}

std::vector<std::string_view> new_sentences(std::string_view known, std::string_view text, std::string_view language) {
    std::vector<std::string_view> sentences;
    for (const auto& range : sentences_not_in(known, text, language))
        sentences.push_back(cut(text, range.begin, range.end));
    return sentences;
}

std::size_t word_count(std::string_view text) {
    const std::vector<Token> tokens = tokenize(text);
    return static_cast<std::size_t>(std::ranges::count_if(
        tokens, [](const Token& token) { return token.kind == TokenKind::word || token.kind == TokenKind::closed; }));
}

}  // namespace broadsheet
