// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Fills the leaves of a query tree with the ways in which they may be written.

#include "engine/query/node.h"
#include "engine/query/vocabulary.h"

namespace broadsheet::query {

inline constexpr std::size_t prefix_expansion_max = 64;
inline constexpr std::size_t similar_words_max = 24;

/// Analyses the text of every text leaf below `root` into stems, runs and forms. A leaf whose text has no word at all
/// becomes `nothing`.
///   words:   the stems of the word in every language of the archive; a compound also spaced with the forms of its last
///            part ("open source"), a closed word also as the archive hyphenates it, neighbours that someone closes up
///            ("health care") also as one word. An acronym in capitals is not the word of the same letters if that is
///            an ordinary word; small letters find the acronym, too, unless they are a pronoun or its like.
///   exact:   the words as a run; pairs that the archive or the query itself hyphenates also closed up, and the reverse.
///   written: the one form; of several words, the run that is neither hyphenated nor closed up.
///   prefix:  the most frequent words that begin so, and the prefix itself.
///   similar: the words nearest in spelling, and the word itself.
void expand(Node& root, const Vocabulary& vocabulary);

/// The ways of a text leaf, or of an any_of of such, that have positions: its runs, and its forms as runs of one word.
std::vector<Run> positional_runs(const Node& node);

}  // namespace broadsheet::query
