// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The words that hold sentences together: pronouns, articles, prepositions, forms of "be".
// Owns a short list for the languages of most news; nothing is ever left out of the index because of it.

#include <string_view>

namespace broadsheet {

/// True for such a word, folded ("us", "the", "wie"), of the language with that stem code. Used to tell the pronoun
/// "us" from the acronym "US", and to keep words that every article has from deciding what a long question finds.
bool is_function_word(std::string_view word, std::string_view code);

}  // namespace broadsheet
