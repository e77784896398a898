// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/merge_policy.h"

#include <algorithm>

namespace broadsheet {

namespace {

constexpr std::uint64_t growth = 4;
/// A segment with fewer dead documents isn't worth a merge of its own.
constexpr std::uint32_t dead_min = 64;

MergePlan plan_of(const std::vector<SegmentEntry>& segments, std::uint32_t live_max) {
    MergePlan plan;
    std::uint64_t documents = 0, dead = 0;
    for (const SegmentEntry& segment : segments) {
        if (segment.live() > live_max) continue;
        plan.segments.push_back(segment.number);
        documents += segment.documents;
        dead += segment.dead;
    }
    plan.rewrite = worth_rewriting(documents, dead);
    return plan;
}

}  // namespace

bool worth_rewriting(std::uint64_t documents, std::uint64_t dead) {
    return dead * 5 >= documents;
}

std::optional<MergePlan> plan_settling(const std::vector<SegmentEntry>& segments, std::uint64_t changes) {
    std::vector<std::uint32_t> sizes;
    for (const SegmentEntry& segment : segments) sizes.push_back(segment.live());
    std::ranges::sort(sizes);
    std::uint64_t sum = 0;
    std::size_t count = 0;
    while (count < sizes.size() && sum + sizes[count] <= 2 * changes) sum += sizes[count++];
    if (count < 2) return std::nullopt;
    return plan_of(segments, sizes[count - 1]);
}

std::optional<MergePlan> plan_merge(const std::vector<SegmentEntry>& segments) {
    if (segments.size() > segments_max) {
        std::vector<std::uint32_t> sizes;
        for (const SegmentEntry& segment : segments) sizes.push_back(segment.live());
        std::ranges::sort(sizes);
        std::uint64_t sum = sizes[0];
        std::size_t last = 1;
        while (last < sizes.size() && (last < 2 || sizes[last] < growth * sum)) sum += sizes[last++];
        return plan_of(segments, sizes[last - 1]);
    }
    for (const SegmentEntry& segment : segments)
        if (segment.dead >= dead_min && segment.dead * 3 >= segment.documents) return MergePlan{{segment.number}, true};
    return std::nullopt;
}

}  // namespace broadsheet
