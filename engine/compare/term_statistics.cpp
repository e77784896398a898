// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/term_statistics.h"

#include <cmath>
#include <cstdlib>
#include <limits>

namespace broadsheet {

namespace {
double env(const char* name, double fallback) {
    const char* value = std::getenv(name);
    return value ? std::atof(value) : fallback;
}
constexpr std::uint16_t count_max = std::numeric_limits<std::uint16_t>::max();

}  // namespace

TermStatistics::TermStatistics() : counts_(std::size_t{1} << slot_bits) {}

void TermStatistics::add(std::span<const TellingTerm> terms) {
    ++articles_;
    for (const TellingTerm term : terms) {
        std::uint16_t& count = counts_[slot(term)];
        if (count != count_max) ++count;
    }
}

void TermStatistics::remove(std::span<const TellingTerm> terms) {
    --articles_;
    for (const TellingTerm term : terms) {
        std::uint16_t& count = counts_[slot(term)];
        // A counter that was full once stays so: how much it missed isn't known.
        if (count != count_max && count != 0) --count;
    }
}

float TermStatistics::rarity(TellingTerm term) const {
    static const double more = env("R_MORE", 500), least = env("R_LEAST", 2), power = env("R_POW", 1.0);
    const double with = std::max<double>(articles_with(term), least);
    return static_cast<float>(std::pow(std::max(0.0, std::log((articles_ + more) / with)), power));
}

std::vector<WeighedTerm> weigh(std::span<const TellingTerm> terms, const TermStatistics& statistics) {
    std::vector<WeighedTerm> weighed;
    weighed.reserve(terms.size());
    float squares = 0;
    for (const TellingTerm term : terms) {
        const float weight = static_cast<float>(term & term_weight_mask) * statistics.rarity(term);
        weighed.push_back({term >> term_weight_bits, weight});
        squares += weight * weight;
    }
    const float length = std::sqrt(squares);
    if (length > 0) {
        for (WeighedTerm& term : weighed) term.weight /= length;
    }
    return weighed;
}

float cosine(std::span<const WeighedTerm> a, std::span<const WeighedTerm> b) {
    float sum = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        const std::uint32_t left = a[i].hash;
        const std::uint32_t right = b[j].hash;
        if (left == right) sum += a[i].weight * b[j].weight;
        i += left <= right;
        j += right <= left;
    }
    return sum;
}

}  // namespace broadsheet
