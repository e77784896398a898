// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/peaks.h"

#include <algorithm>
#include <cmath>

namespace broadsheet {

namespace {

/// Makes a median absolute deviation comparable with a standard deviation.
constexpr double deviations = 1.4826;
/// A peak has so many times the share of all buckets together: in a huge archive even a small rise isn't chance.
constexpr double rise_min = 1.5;
constexpr double least_deviation = 1e-12;

double median_of(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

double share_of(const Timeline::Bucket& bucket) {
    return static_cast<double>(bucket.count) / static_cast<double>(bucket.all);
}

/// What is usual for the share of a query.
struct Usual {
    double median = 0, deviation = 0, together = 0;

    double score(const Timeline::Bucket& bucket) const {
        if (bucket.all == 0) return 0;
        const double chance = together * (1 - together) / static_cast<double>(bucket.all);
        return (share_of(bucket) - median) / std::max(least_deviation, std::sqrt(deviation * deviation + chance));
    }
};

/// No value if there are too few buckets.
std::optional<Usual> usual_of(std::span<const Timeline::Bucket> buckets) {
    std::vector<double> shares;
    double count = 0, all = 0;
    for (const Timeline::Bucket& bucket : buckets) {
        if (bucket.all == 0) continue;
        shares.push_back(share_of(bucket));
        count += bucket.count;
        all += bucket.all;
    }
    if (shares.size() < peak_buckets_min) return std::nullopt;
    Usual usual;
    usual.together = std::min(1.0, count / all);
    usual.median = median_of(shares);
    for (double& share : shares) share = std::abs(share - usual.median);
    usual.deviation = deviations * median_of(std::move(shares));
    return usual;
}

}  // namespace

std::vector<FoundPeak> find_peaks(std::span<const Timeline::Bucket> buckets) {
    const std::optional<Usual> usual = usual_of(buckets);
    if (!usual) return {};
    std::vector<double> scores;
    for (const Timeline::Bucket& bucket : buckets) scores.push_back(usual->score(bucket));
    std::vector<FoundPeak> peaks;
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        if (scores[i] < peak_score_min || buckets[i].count < peak_articles_min) continue;
        if (share_of(buckets[i]) < rise_min * usual->together) continue;
        const bool rises = i == 0 || scores[i] > scores[i - 1];
        const bool falls = i + 1 == buckets.size() || scores[i] >= scores[i + 1];
        if (rises && falls) peaks.push_back({i, scores[i]});
    }
    std::ranges::stable_sort(peaks, std::greater<>(), &FoundPeak::score);
    if (peaks.size() > peaks_max) peaks.resize(peaks_max);
    std::ranges::sort(peaks, {}, &FoundPeak::bucket);
    return peaks;
}

std::vector<Peak> peaks_of(const Timeline& timeline, const DayCounts& all, const DateRange& asked) {
    if (timeline.buckets.empty() || all.counts.empty()) return {};
    DaySpan span{std::min(all.first, timeline.buckets.front().from),
                 std::max(all.end() - 1, timeline.buckets.back().from)};
    if (asked.from_s) span.first = timeline.buckets.front().from;
    if (asked.before_s) span.last = timeline.buckets.back().from;
    Timeline whole = timeline_of({}, span, timeline.interval);
    add_coverage(whole, all, asked);
    const auto first = std::ranges::find(whole.buckets, timeline.buckets.front().from, &Timeline::Bucket::from);
    std::ranges::copy(timeline.buckets, first);
    std::vector<Peak> peaks;
    for (const FoundPeak& found : find_peaks(whole.buckets)) {
        const Timeline::Bucket& bucket = whole.buckets[found.bucket];
        peaks.push_back({bucket.from, bucket.count, bucket.all, found.score, {}, {}});
    }
    return peaks;
}

bool is_explained(const Timeline& timeline) {
    return std::ranges::all_of(timeline.peaks, [](const Peak& peak) { return peak.telling.has_value(); });
}

}  // namespace broadsheet
