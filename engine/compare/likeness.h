// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How alike are two tellings, in wording and in what they tell?

#include "engine/compare/telling_store.h"
#include "engine/compare/term_statistics.h"

#include <span>
#include <unordered_map>

namespace broadsheet {

struct Wording {
    std::uint64_t text_hash = 0;
    std::uint32_t words = 0;
    std::uint64_t title = 0;
    std::span<const std::uint8_t> sketch;
};

Wording wording_of(const TellingStore& tellings, TellingNumber number);

/// Estimate of the share of shingles that two bodies have in common among all that either has, 0 to 1; 1 exactly if the
/// words are the same.
float resemblance_of(const Wording& a, const Wording& b);

/// True for duplicates, as StoryFinder says.
bool same_text(const Wording& a, const Wording& b, std::span<const TellingTerm> a_terms,
               std::span<const TellingTerm> b_terms, const TermStatistics& statistics);

/// Likeness of what is told, 0 to 1 or a little more; remembers what was looked at last (10 MB), so that it is made for
/// one task and thrown away before the statistics change much.
class Likeness {
public:
    Likeness(const TellingStore& tellings, const TermStatistics& statistics)
        : tellings_(tellings), statistics_(statistics) {}

    float operator()(TellingNumber a, TellingNumber b);
    bool one_text(TellingNumber a, TellingNumber b);

private:
    const std::vector<WeighedTerm>& weighed(TellingNumber number);

    const TellingStore& tellings_;
    const TermStatistics& statistics_;
    std::unordered_map<TellingNumber, std::vector<WeighedTerm>> weighed_;
};

}  // namespace broadsheet
