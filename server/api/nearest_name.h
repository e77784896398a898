// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Guesses which of the known names somebody meant.

#include <span>
#include <string>
#include <string_view>

namespace broadsheet {

/// Fewest insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`; bytes, case-blind for
/// ASCII. (Optimal string alignment, a restricted Damerau–Levenshtein distance.)
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The one of `names` that `typed` most likely meant: the beginning of a name counts as near, otherwise at most half of
/// the letters may differ. Empty if none is near.
std::string nearest_name(std::string_view typed, std::span<const std::string_view> names);

}  // namespace broadsheet
