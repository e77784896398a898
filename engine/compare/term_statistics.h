// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// In how many articles of the archive each telling term occurs, and what it therefore weighs.
// Owns the counters: one for each of 2^22 hashes, few enough to stay in fast memory, so that a count may be a little
// too high.

#include "engine/compare/fingerprint.h"

#include <cstdint>
#include <span>
#include <vector>

namespace broadsheet {

class TermStatistics {
public:
    TermStatistics();

    void add(std::span<const TellingTerm> terms);
    void remove(std::span<const TellingTerm> terms);

    /// Articles with the term; from 65,535 on it says no more.
    std::uint32_t articles_with(TellingTerm term) const { return counts_[slot(term)]; }

    /// Inverse document frequency of a term that `count` articles have, as if the archive held some hundred articles
    /// more than it does: with a handful of articles the counts say little.
    float rarity(std::uint32_t count) const;

    std::uint32_t articles() const { return articles_; }
    std::size_t size_bytes() const { return counts_.size() * sizeof counts_[0]; }

private:
    static std::size_t slot(TellingTerm term) { return term >> (32 - slot_bits); }

    void count_articles(std::uint32_t articles);

    static constexpr unsigned slot_bits = 22;
    std::vector<std::uint16_t> counts_;
    std::uint32_t articles_ = 0;
    float log_articles_ = 0;
};

/// A fingerprint's terms with weights that make a vector of length 1, sorted by hash.
struct WeighedTerm {
    std::uint32_t hash;
    float weight;
};
std::vector<WeighedTerm> weigh(std::span<const TellingTerm> terms, const TermStatistics& statistics);

float cosine(std::span<const WeighedTerm> a, std::span<const WeighedTerm> b);

/// The cosine, less if it rests on a few terms only: two articles may share a name and a number and nothing else.
float agreement(std::span<const WeighedTerm> a, std::span<const WeighedTerm> b);

}  // namespace broadsheet
