// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Where sentences and paragraphs begin and end in running text.
// Owns a rule of thumb that looks only at the neighbourhood of a place, so that long bodies cost nothing.

#include "engine/analysis/token.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace broadsheet {

/// No end of a sentence is sought farther away than this; beyond, the sentence is cut between two words.
inline constexpr std::size_t sentence_bytes_max = 600;

/// First byte of the sentence that holds the byte `at`.
std::size_t sentence_begin(std::string_view text, std::size_t at);

/// End of the sentence that holds the byte `at`, behind its full stop and closing quotes.
std::size_t sentence_end(std::string_view text, std::size_t at);

/// True if text of the same paragraph stands before or after the place.
bool continues_before(std::string_view text, std::size_t at);
bool continues_after(std::string_view text, std::size_t at);

/// The nearest place between two words at or after `at`, at most at `last`; and at or before `at`, at least at `first`.
/// In text without spaces, between two characters.
std::size_t word_begin_after(std::string_view text, std::size_t at, std::size_t last);
std::size_t word_end_before(std::string_view text, std::size_t at, std::size_t first);

/// Positions of the words with which sentences and paragraphs begin, the first of the text left out. Every paragraph
/// also begins a sentence.
struct Breaks {
    std::vector<std::uint32_t> sentences;
    std::vector<std::uint32_t> paragraphs;
};

/// `tokens` are all of the text's.
Breaks breaks_of(std::string_view text, const std::vector<Token>& tokens);

}  // namespace broadsheet
