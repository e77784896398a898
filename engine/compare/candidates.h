// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which of all tellings may be like this one? Bands of the sketch for nearly the same wording (locality-sensitive
// hashing), the rarest terms for the same story.

#include "engine/compare/posting_table.h"
#include "engine/compare/telling_store.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace broadsheet {

class Candidates {
public:
    Candidates(const TellingStore& tellings, const TermStatistics& statistics)
        : tellings_(tellings), statistics_(statistics) {}

    void post_wording(TellingNumber number);
    void post_terms(TellingNumber number);

    /// Those with the same text or a band of the sketch in common, each once.
    std::vector<TellingNumber> alike_in_wording(const Fingerprint& fingerprint) const;

    /// Those near enough in time that share rare terms, the most promising first.
    std::vector<TellingNumber> alike_in_terms(TellingNumber number);

    std::size_t size_bytes() const { return postings_.size_bytes(); }

private:
    struct RareTerm {
        TellingTerm term;
        float weight;
    };
    std::vector<RareTerm> rarest(TellingNumber number, std::size_t count) const;
    void collect(std::uint32_t key, TellingNumber number, float weight);

    const TellingStore& tellings_;
    const TermStatistics& statistics_;
    PostingTable postings_;
    std::unordered_map<TellingNumber, float> scores_;
};

}  // namespace broadsheet
