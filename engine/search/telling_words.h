// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The words of an article that tell most of what it is about: those that it has often, and the archive seldom.

#include "engine/article/article.h"
#include "engine/match/reader.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace broadsheet {

struct TellingWord {
    std::string written;  ///< as the article writes it
    /// Of the index (see analysis/term.h); empty for a word of a script written without spaces, which the index knows
    /// by its characters only.
    std::string term;
    double weight = 0;  ///< how telling it is: its rarity times its share in the article
};

/// At most so many are chosen; with more, a match says less.
inline constexpr std::size_t telling_words_max = 16;

/// The most telling first. Words that no other article of the archive has, or very many have, are left out. Of long
/// texts only the beginning is read. Throws Xapian::Error.
std::vector<TellingWord> telling_words(const Article& article, match::Reader& reader);

/// Which of `words` stand in the title or the (beginning of the) text of an article, in their order.
std::vector<std::string> words_shared(const std::vector<TellingWord>& words, const Article& article);

}  // namespace broadsheet
