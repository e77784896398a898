// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What changed from one text to another, and what one has that another hasn't, as pieces of text to show.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

enum class PieceKind : std::uint8_t { same, removed, added };

/// A piece of the newer text, or of the older one if it was removed.
struct TextPiece {
    PieceKind kind = PieceKind::same;
    std::string_view text;
};

/// In order, never empty. Pieces point into the two texts.
std::vector<TextPiece> text_change(std::string_view older, std::string_view newer);

/// The sentences of `text` that `known` has nothing alike of, in order. `language` is ISO 639-1.
std::vector<std::string_view> new_sentences(std::string_view known, std::string_view text, std::string_view language);

/// Words, and characters of scripts written without spaces.
std::size_t word_count(std::string_view text);

}  // namespace broadsheet
