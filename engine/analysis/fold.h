// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What each character is to a word, and what it becomes in one: lower case, without accents, in its plainest form.
// Owns the table of folds, filled page by page as characters are met.

#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet {

enum class CharacterKind : std::uint8_t {
    separator,  ///< ends a word
    space,      ///< ends a word; a line of nothing else ends a paragraph
    newline,
    paragraph,  ///< ends a paragraph by itself (U+2029)
    letter,     ///< letters and digits, also vowel signs of Indic scripts
    mark,       ///< belongs to the character before it; its fold may be empty
    vanishing,  ///< invisible: soft hyphen, zero width; no part of any word, ends none
    ideograph,  ///< a word of its own: Han, kana, Hangul, Thai, Lao, Khmer, Myanmar
    dash,
    apostrophe,
};

struct FoldedCharacter {
    CharacterKind kind = CharacterKind::separator;
    bool capital = false;   ///< written as a capital letter
    bool accented = false;  ///< lost an accent or a stroke in folding
    std::string_view text;  ///< UTF-8, of letters, marks and ideographs; lives as long as the program
};

/// NFKC, case folding and removal of accents for one code point. Indic and Thai signs stay, and so does the Russian й.
/// Any thread may call it.
FoldedCharacter fold(char32_t character);

/// The ASCII character that a full-width or typographic sign stands for in numbers, acronyms and names ("．" is '.'),
/// or 0. Dashes are '-', apostrophes '\''.
char plain_sign(char32_t character);

/// A word of a text in small letters with its accents, or "" if it is written without any: "Résumé’s" is "résumé".
std::string accented_form(std::string_view word);

/// Canonical composition (NFC); invalid bytes become U+FFFD.
std::string compose(std::string_view text);

}  // namespace broadsheet
