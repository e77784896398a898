// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/query/near.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace broadsheet::query {

namespace {

class NearFinder {
public:
    NearFinder(const std::vector<std::vector<Span>>& operands, const NearRule& rule)
        : operands_(operands), rule_(rule) {}

    /// The stretch that begins with this span of this operand, if there is one.
    std::optional<Span> from(std::size_t operand, const Span& first) {
        used_.clear();
        std::uint32_t last_begin = first.begin, end = first.end, more_words = first.end - first.begin;
        for (std::size_t i = 0; i < operands_.size(); ++i) {
            if (i == operand) continue;
            const Span* next = earliest_after(operands_[i], first.end);
            if (!next) return std::nullopt;
            used_.push_back(next->begin);
            last_begin = std::max(last_begin, next->begin);
            end = std::max(end, next->end);
            more_words += next->end - next->begin;
        }
        const std::uint32_t limit = limit_of(first.begin, more_words);
        if (rule_.nearness == Nearness::words ? end > limit : last_begin >= limit) return std::nullopt;
        return Span{first.begin, rule_.nearness == Nearness::words ? limit : limit - 1};
    }

private:
    const Span* earliest_after(const std::vector<Span>& spans, std::uint32_t position) const {
        auto at = std::upper_bound(spans.begin(), spans.end(), position,
                                   [](std::uint32_t p, const Span& span) { return p < span.begin; });
        const auto used = [&](const Span& span) {
            return std::find(used_.begin(), used_.end(), span.begin) != used_.end();
        };
        while (at != spans.end() && used(*at)) ++at;
        return at == spans.end() ? nullptr : &*at;
    }

    /// The last position that is still near; of sentences and paragraphs the first one beyond.
    std::uint32_t limit_of(std::uint32_t begin, std::uint32_t more_words) const {
        if (rule_.nearness == Nearness::words)
            return begin + rule_.distance + static_cast<std::uint32_t>(operands_.size() - 2) + more_words;
        const auto next = std::upper_bound(rule_.breaks.begin(), rule_.breaks.end(), begin);
        return next == rule_.breaks.end() ? std::numeric_limits<std::uint32_t>::max() : *next;
    }

    const std::vector<std::vector<Span>>& operands_;
    const NearRule& rule_;
    std::vector<std::uint32_t> used_;
};

}  // namespace

std::vector<Span> near_stretches(const std::vector<std::vector<Span>>& operands, const NearRule& rule,
                                 bool one_is_enough) {
    std::vector<Span> stretches;
    if (operands.size() < 2) return stretches;
    NearFinder finder(operands, rule);
    for (std::size_t i = 0; i < operands.size(); ++i) {
        for (const Span& span : operands[i]) {
            if (const auto stretch = finder.from(i, span)) {
                stretches.push_back(*stretch);
                if (one_is_enough) return stretches;
            }
        }
    }
    return stretches;
}

std::vector<Span> places_of_run(const Run& run, const std::vector<std::vector<std::uint32_t>>& positions) {
    std::vector<Span> places;
    if (run.empty()) return places;
    const auto length = static_cast<std::uint32_t>(run.size());
    for (const std::uint32_t begin : positions.front()) {
        bool whole = true;
        for (std::uint32_t i = 1; i < length && whole; ++i) {
            if (!run[i].empty()) whole = std::binary_search(positions[i].begin(), positions[i].end(), begin + i);
        }
        if (whole) places.push_back({begin, begin + length - 1});
    }
    return places;
}

}  // namespace broadsheet::query
