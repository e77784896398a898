// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Text to tokens. Index, query and highlighter all use this one function, so that what matched is what is marked.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// Part of the stored index's identity: raised whenever the terms made from a text change. An index of another version
/// is rebuilt.
inline constexpr int analysis_version = 3;

/// Longer tokens are cut here. Xapian's limit is 245 bytes a term; the margin pays for prefixes.
inline constexpr std::size_t token_bytes_max = 128;

enum class TokenKind : std::uint8_t {
    word,    ///< stands alone
    part,    ///< a piece of a compound: "open" and "source" in "open-source"
    closed,  ///< a whole hyphenated compound closed up, "opensource"; its parts follow it
    tag,     ///< "#metoo" or "@reuters"; the word without the sign follows it
};

struct Token {
    std::string text;            ///< folded: lower case, no accents, no soft hyphens; never empty; ".us" of an acronym
    std::uint32_t position = 0;  ///< counts words from 1; a closed token or tag has the position of what follows it
    std::uint32_t begin = 0;     ///< byte range in the analysed text
    std::uint32_t end = 0;
    TokenKind kind = TokenKind::word;
    std::uint8_t parts = 0;  ///< of a closed token: how many part tokens follow
    bool ideograph = false;  ///< one character of a script written without spaces
};

/// Splits UTF-8 text into tokens in order of `begin` (a closed token stands before its parts). Paragraph breaks leave a
/// gap of `paragraph_gap` positions. Never fails: invalid bytes separate words.
/// The rules, by example: open-source is opensource + open, source; l'élection is election; don't is dont; Anna's is
/// anna; U.S., US and US's are .us, and a.g.i. and AGIs .agi, but in a line of capitals only what has dots is an
/// acronym; 1,000 is 1000; 3.14, C++, F# and AT&T are one word each; example.com is two; #MeToo is #metoo + metoo;
/// every Chinese character is one. Figures joined by dashes (2025-01-28) are words side by side without a closed form.
/// A hyphen at the end of a line joins, too: "govern-" above "ment" is government + govern, ment.
void tokenize(std::string_view text, std::vector<Token>& tokens);
std::vector<Token> tokenize(std::string_view text);

/// For looking some words up in a long text: leaves out tokens whose first byte isn't wanted; all count positions.
using FirstBytes = std::array<bool, 256>;
void tokenize(std::string_view text, const FirstBytes& wanted, std::vector<Token>& tokens);

inline constexpr std::uint32_t paragraph_gap = 10;

/// A chain of more parts, or whose closed form is longer, is plain words.
inline constexpr std::size_t compound_parts_max = 6;
inline constexpr std::size_t compound_bytes_max = 96;

/// True if the index holds the token's stem: all tokens but the one-letter pieces of compounds, like the "e" of
/// "e-mail", ideographs, whose words only a reader can tell, and tags.
bool carries_stem(const Token& token);

/// The parts of the closed token at `index` joined by "-", acronyms without their dot: "open-source".
std::string hyphenated(const std::vector<Token>& tokens, std::size_t index);

/// Letters of an acronym written without dots. Longer words in capitals are mostly emphasis, and are no pronouns.
inline constexpr std::size_t acronym_letters_max = 5;

inline bool is_acronym(std::string_view word) {
    return word.size() > 1 && word.front() == '.';
}

}  // namespace broadsheet
