// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Words of the index a few letters away from a word, for fuzzy search and spelling.
// Owns the walk over the sorted terms that leaps over all that can't be near.

#include "engine/index/lexicon.h"

#include <cstdint>
#include <string>
#include <vector>

namespace broadsheet {

class Deadline;

struct SimilarTerm {
    std::string term;
    std::uint32_t edits = 0;
    std::uint32_t articles = 0;
};

/// Words within `edits_max` (1 or 2) letters put in, left out, replaced, or swapped with their neighbour (restricted
/// Damerau–Levenshtein distance); nearest first, then most frequent; at most `limit`, without the word itself. The
/// first letter may differ only in a Latin word that is one edit away. The deadline ends the walk with what it has
/// seen.
std::vector<SimilarTerm> similar_terms(const Generation& generation, const Lexicon& lexicon, const std::string& word,
                                       std::size_t edits_max, std::size_t limit, Deadline& deadline);

}  // namespace broadsheet
