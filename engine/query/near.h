// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// When words and phrases are near each other, judged by positions alone.
// Owns the one rule that index and highlighter share.

#include "engine/query/node.h"

#include <cstdint>
#include <span>
#include <vector>

namespace broadsheet::query {

/// Positions of the first and last word of something.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    friend auto operator<=>(const Span&, const Span&) = default;
};

struct NearRule {
    Nearness nearness = Nearness::words;
    std::uint32_t distance = 0;             ///< of two words: at most the difference of their positions
    std::span<const std::uint32_t> breaks;  ///< positions where sentences or paragraphs begin, ascending
};

/// Stretches that hold all operands close together, apart from each other, in any order. `operands` are sorted; each
/// further word of an operand and each operand beyond two widens the stretch by one. With `one_is_enough` the search
/// ends at the first.
std::vector<Span> near_stretches(const std::vector<std::vector<Span>>& operands, const NearRule& rule,
                                 bool one_is_enough);

/// The places of a run in one text, sorted, given the ascending positions of each slot; those of slots for any word are
/// not looked at.
std::vector<Span> places_of_run(const Run& run, const std::vector<std::vector<std::uint32_t>>& positions);

}  // namespace broadsheet::query
