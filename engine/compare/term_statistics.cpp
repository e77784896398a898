// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/term_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace broadsheet {

namespace {

constexpr std::uint16_t count_max = std::numeric_limits<std::uint16_t>::max();
/// The archive is taken for larger by so many articles, in which no term occurs.
constexpr float imagined_articles = 500;
/// A term that only one article has tells no more of it than one that two have.
constexpr std::size_t least_count = 2;

std::vector<float> logarithms() {
    std::vector<float> values(std::size_t{count_max} + 1);
    for (std::size_t count = 0; count < values.size(); ++count) {
        values[count] = std::log(static_cast<float>(std::max(count, least_count)));
    }
    return values;
}

}  // namespace

TermStatistics::TermStatistics() : counts_(std::size_t{1} << slot_bits) {
    count_articles(0);
}

void TermStatistics::count_articles(std::uint32_t articles) {
    articles_ = articles;
    log_articles_ = std::log(static_cast<float>(articles) + imagined_articles);
}

void TermStatistics::add(std::span<const TellingTerm> terms) {
    count_articles(articles_ + 1);
    for (const TellingTerm term : terms) {
        std::uint16_t& count = counts_[slot(term)];
        if (count != count_max) ++count;
    }
}

void TermStatistics::remove(std::span<const TellingTerm> terms) {
    count_articles(articles_ - 1);
    for (const TellingTerm term : terms) {
        std::uint16_t& count = counts_[slot(term)];
        // A counter that was full once stays so: how much it missed isn't known.
        if (count != count_max && count != 0) --count;
    }
}

float TermStatistics::rarity(std::uint32_t count) const {
    static const std::vector<float> log_counts = logarithms();
    return std::max(0.0F, log_articles_ - log_counts[std::min<std::uint32_t>(count, count_max)]);
}

std::vector<WeighedTerm> weigh(std::span<const TellingTerm> terms, const TermStatistics& statistics) {
    std::vector<WeighedTerm> weighed;
    weighed.reserve(terms.size());
    float squares = 0;
    for (const TellingTerm term : terms) {
        const float weight =
            static_cast<float>(term & term_weight_mask) * statistics.rarity(statistics.articles_with(term));
        weighed.push_back({term >> term_weight_bits, weight});
        squares += weight * weight;
    }
    const float length = std::sqrt(squares);
    if (length > 0) {
        for (WeighedTerm& term : weighed) term.weight /= length;
    }
    return weighed;
}

namespace {

/// Sums of the parts that shared terms add to the cosine, and of their squares.
struct Shared {
    float parts = 0;
    float squares = 0;
};

Shared shared(std::span<const WeighedTerm> a, std::span<const WeighedTerm> b) {
    Shared sums;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        const std::uint32_t left = a[i].hash;
        const std::uint32_t right = b[j].hash;
        if (left == right) {
            const float part = a[i].weight * b[j].weight;
            sums.parts += part;
            sums.squares += part * part;
        }
        i += left <= right;
        j += right <= left;
    }
    return sums;
}

}  // namespace

float cosine(std::span<const WeighedTerm> a, std::span<const WeighedTerm> b) {
    return shared(a, b).parts;
}

float agreement(std::span<const WeighedTerm> a, std::span<const WeighedTerm> b) {
    const Shared sums = shared(a, b);
    if (sums.parts <= 0) return 0;
    // Their squares tell how many terms the cosine really rests on (as the participation ratio of physics).
    const float terms = sums.parts * sums.parts / sums.squares;
    return sums.parts * terms / (terms + 2);
}

}  // namespace broadsheet
