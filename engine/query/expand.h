// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Fills the leaves of a query tree with the ways in which they may be written.

#include "engine/query/node.h"

#include <string>
#include <vector>

namespace broadsheet::query {

/// What the archive's own vocabulary tells about words. The index implements it; tests use a small table.
class Vocabulary {
public:
    virtual ~Vocabulary() = default;

    /// ISO 639-1 codes of the languages present, most frequent first, at most eight.
    virtual const std::vector<std::string>& languages() const = 0;

    /// How compounds closed up as `closed` are hyphenated in the archive: {"open-source"} for "opensource".
    virtual std::vector<std::string> compounds(const std::string& closed) const = 0;

    /// Up to `limit` words of a text field that begin with `prefix`, most frequent first.
    virtual std::vector<std::string> words_with_prefix(FieldId field, const std::string& prefix,
                                                       std::size_t limit) const = 0;
};

inline constexpr std::size_t prefix_expansion_max = 64;

/// At most this many variants of one phrase are made from compounds.
inline constexpr std::size_t phrase_variants_max = 16;

/// Analyses the text of every text leaf below `root` into variants, at least one each. A leaf whose text has no word at
/// all becomes `nothing`.
///   words:  the stems of the word in every language of the archive, and the word as its own stem for articles in
///   others;
///           a compound also spaced with the forms of its last part ("open source"), a closed word also as the archive
///           hyphenates it.
///   exact:  the words as a run; pairs that the archive or the query itself hyphenates also closed up, and the reverse.
///   A
///           single word stays alone.
///   prefix: the most frequent words that begin so, and the prefix itself.
/// Below `near` every variant is a single unstemmed word: a word leaf has the forms of it that the archive holds.
void expand(Node& root, const Vocabulary& vocabulary);

}  // namespace broadsheet::query
