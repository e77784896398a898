// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Text to tokens. Index, query and highlighter all use this one function, so that what matched is what is marked.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// Part of the stored index's identity: raised whenever the terms made from a text change. An index of another version is rebuilt.
inline constexpr int analysis_version = 1;

/// Longer tokens are cut here. Xapian's limit is 245 bytes a term; the margin pays for prefixes.
inline constexpr std::size_t token_bytes_max = 128;

enum class TokenKind : std::uint8_t {
    word,    ///< stands alone
    part,    ///< a piece of a compound: "open" and "source" in "open-source"
    closed,  ///< a whole hyphenated compound closed up, "opensource"; its parts follow it
};

struct Token {
    std::string text;             ///< folded: lower case, no accents, no soft hyphens
    std::uint32_t position = 0;   ///< counts words from 1; a closed token has the position of its first part
    std::uint32_t begin = 0;      ///< byte range in the analysed text
    std::uint32_t end = 0;
    TokenKind kind = TokenKind::word;
    std::uint8_t parts = 0;       ///< of a closed token: how many part tokens follow
};

/// Splits UTF-8 text into tokens in order of `begin` (a closed token stands before its parts). Paragraph breaks leave a
/// gap of `paragraph_gap` positions. Never fails: invalid bytes separate words.
void tokenize(std::string_view text, std::vector<Token>& tokens);
std::vector<Token> tokenize(std::string_view text);

inline constexpr std::uint32_t paragraph_gap = 10;

}  // namespace broadsheet
