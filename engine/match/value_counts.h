// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How many documents of a word have each day and each row of values: for words of many documents counted once and kept,
// as facets and timelines over large results are mostly made of the same frequent words.

#include "engine/match/postings.h"
#include "engine/match/segment_arrays.h"

#include <cstdint>
#include <vector>

namespace broadsheet::match {

struct ValueCounts {
    std::vector<std::uint32_t> combinations;  ///< by place in SegmentArrays::combinations
    std::vector<std::uint32_t> days;          ///< after SegmentArrays::first_day
};

/// Dead documents are counted, too. Those of bits are counted by the first to ask. Any thread may ask at the same time.
/// `arrays` is that of the postings' segment, and has no wide days.
const ValueCounts& value_counts(const Postings& postings, const SegmentArrays& arrays, ValueCounts& own);

}  // namespace broadsheet::match
