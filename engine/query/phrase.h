// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A quoted phrase to the runs of words that it may be written as.
// Owns what closes up and what splits inside a phrase, and the stars in it.

#include "engine/query/node.h"
#include "engine/query/vocabulary.h"

#include <string_view>
#include <vector>

namespace broadsheet::query {

/// At most this many runs are made of one phrase.
inline constexpr std::size_t phrase_runs_max = 16;

/// The phrase as written first; then with pairs closed up that the archive or the phrase itself hyphenates, and with
/// closed words as the archive hyphenates them. Empty if there is no word in it.
std::vector<Run> runs_of_phrase(std::string_view text, const Vocabulary& vocabulary);

}  // namespace broadsheet::query
