// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Type-ahead: how a query that is begun may go on, from the words and names of the archive.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

enum class CompletionKind : std::uint8_t { word, source, section, author };

struct Completion {
    std::string text;  ///< the word in small letters, an acronym in capitals, or the name
    CompletionKind kind = CompletionKind::word;
    std::uint32_t articles = 0;  ///< that have it
    std::string query;           ///< what was begun, with its end completed: "oil prices", "oil source:reuters"
};

inline constexpr std::size_t completions_max = 10;

}  // namespace broadsheet
