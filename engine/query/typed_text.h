// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What typed text looks like before it is read: a pasted headline, words with slashes, a field name with a slip in it.
// Owns guesses about the typist; the lexer acts on them.

#include <string_view>
#include <vector>

namespace broadsheet::query {

/// The name of the field that `name` (lower case) nearly is; empty if it is near none.
std::string_view nearest_field(std::string_view name);

/// A headline pasted into the box: several words, no small letter, and a word that only sentences have.
bool is_shouted(std::string_view text);

/// "mergers/acquisitions", but no date, address or path.
bool joins_words(std::string_view run);
std::vector<std::string_view> words_between_slashes(std::string_view run);

}  // namespace broadsheet::query
