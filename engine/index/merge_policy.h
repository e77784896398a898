// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which segments to merge when.

#include "engine/index/manifest.h"

#include <optional>
#include <vector>

namespace broadsheet {

/// Above this many segments the small ones are merged. Each costs every query a posting list a term.
inline constexpr std::size_t segments_max = 8;
/// The writer waits for the background merge when it has run ahead this far.
inline constexpr std::size_t segments_limit = 24;

struct MergePlan {
    std::vector<std::uint32_t> segments;  ///< numbers, in the order of the manifest
    bool rewrite = false;                 ///< read the articles from the record again, leaving dead ones out
};

/// The merge that is due, if any: the smallest segments as long as the next is less than four times their sum (so that
/// each article is merged a logarithmic number of times), or one segment of which a third is dead.
std::optional<MergePlan> plan_merge(const std::vector<SegmentEntry>& segments);

/// The merge that makes the index small again at the end of a run that took in so many changes: the smallest segments,
/// as long as together they hold at most twice as many documents. So it costs little beside the run, and an archive
/// that was indexed at once has one segment.
std::optional<MergePlan> plan_settling(const std::vector<SegmentEntry>& segments, std::uint64_t changes);

/// Rewriting pays from a fifth of dead documents on; below it copying postings is much faster.
bool worth_rewriting(std::uint64_t documents, std::uint64_t dead);

}  // namespace broadsheet
