// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which words an acronym stands for, letter by letter.
// Owns what looks like an acronym and what looks like its long form; knows nothing of where they stand in a text.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// A word beside an acronym. Compounds come in their parts.
struct LongFormWord {
    std::u32string letters;  ///< folded
    bool capital = false;    ///< begins with a capital letter
    bool shouted = false;    ///< two letters or more, all capitals
    bool joined = false;     ///< by a hyphen to the word before it
    bool after_comma = false;
    bool after_break = false;  ///< a sentence, a paragraph or the like ends before it: no long form runs across
};

std::vector<LongFormWord> read_long_form_words(std::string_view text);

/// The words as Definition::long_form writes them.
std::string long_form_text(std::span<const LongFormWord> words);

inline constexpr std::size_t short_form_letters_min = 2;
inline constexpr std::size_t short_form_letters_max = 10;

struct ShortForm {
    std::string text;        ///< as Definition::acronym writes it
    std::u32string letters;  ///< letters and digits that the long form must have
    bool capitals = false;   ///< mostly capitals, or dotted; others must be initials throughout ("Unesco", "dpa")
    bool mixed = false;      ///< not all letters are capitals
};

/// Nothing if the text, quotes around it aside, doesn't look like an acronym.
std::optional<ShortForm> read_short_form(std::string_view text);

/// How many of the last words are the long form of `short_form`; 0 if none are.
std::size_t long_form_length(std::span<const LongFormWord> words, const ShortForm& short_form);

}  // namespace broadsheet
