// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Finds the periods in which a query has far more of all articles than at other times. Pure.
//
// The score of a bucket is a robust z-score of its share s = count / all: (s - median) / sqrt((1.4826 MAD)² + e²), with
// median and median absolute deviation over all buckets in which the archive has anything. e = sqrt(p (1 - p) / all),
// p being the share in all buckets together, is what chance alone makes of so few articles: it keeps the score finite
// where most buckets are alike, and small counts from standing out. From 3.5 on a value is an outlier (Iglewicz and
// Hoaglin 1993).

#include "engine/search/timeline.h"

#include <cstddef>
#include <span>
#include <vector>

namespace broadsheet {

inline constexpr std::size_t peaks_max = 5;
inline constexpr double peak_score_min = 3.5;
inline constexpr std::uint32_t peak_articles_min = 5;
/// With fewer buckets that have data nothing is usual, so nothing stands out.
inline constexpr std::size_t peak_buckets_min = 8;

struct FoundPeak {
    std::size_t bucket = 0;
    double score = 0;
};

/// The highest of each hill, at most peaks_max, in order of time; none if nothing stands out.
std::vector<FoundPeak> find_peaks(std::span<const Timeline::Bucket> buckets);

/// The peaks of a timeline with its coverage, without reasons. What the archive has before and behind the buckets that
/// are shown (but within the dates that were asked for) counts as time without a match.
std::vector<Peak> peaks_of(const Timeline& timeline, const DayCounts& all, const DateRange& asked);

/// Every peak comes with its reasons: there was time to look for them.
bool is_explained(const Timeline& timeline);

}  // namespace broadsheet
