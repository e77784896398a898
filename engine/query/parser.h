// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Query text to tree. Nothing that a person types is an error.

#include "engine/query/node.h"

#include <string>
#include <string_view>

namespace broadsheet::query {

inline constexpr std::size_t query_bytes_max = 512;
inline constexpr std::size_t query_leaves_max = 32;
inline constexpr std::size_t query_depth_max = 16;

struct ParseOptions {
    bool any_word = false;                         ///< words without an operator are alternatives (op=or)
    bool exact = false;                            ///< every word is meant exactly as written (exact=1)
    std::int64_t now_s = 0;                        ///< for relative dates
    std::vector<std::string> stem_codes = {"en"};  ///< languages of the archive, most frequent first
};

/// Reads words, "phrases", -not, AND OR NOT, brackets, NEAR/n, field:value, date:a..b, before:, after:, word*, =word.
/// What is beyond the limits or can't be read becomes words, with a warning.
ParsedQuery parse(std::string_view text, const ParseOptions& options);

/// The tree as canonical text, readable by parse() again: (open-source | opensource) -date:2025.
std::string to_text(const Node& root);

}  // namespace broadsheet::query
