// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which of all tellings may be like this one? Bands of the sketch for nearly the same wording (locality-sensitive
// hashing), the rarest terms for the same story.

#include "engine/compare/posting_table.h"
#include "engine/compare/telling_store.h"

#include <cstdint>
#include <vector>

namespace broadsheet {

class Candidates {
public:
    Candidates(const TellingStore& tellings, const TermStatistics& statistics);

    void reserve(std::size_t tellings) { postings_.reserve(tellings); }

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
        std::uint32_t articles;
    };
    struct Vote {
        TellingNumber telling;
        float weight;
    };
    /// The `count` terms that tell most, in rare_, the one that tells most first.
    void find_rarest(TellingNumber number, std::size_t count);
    void collect(std::uint32_t key, float weight);
    std::vector<TellingNumber> count_votes(TellingNumber number);

    const TellingStore& tellings_;
    const TermStatistics& statistics_;
    PostingTable postings_;
    std::vector<RareTerm> rare_;  ///< kept, like votes_, for its memory
    std::vector<Vote> votes_;
};

}  // namespace broadsheet
