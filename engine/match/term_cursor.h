// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The documents of a word of a plan: those of its terms.

#include "engine/match/cursor.h"
#include "engine/match/ranking.h"

#include <algorithm>
#include <bit>

namespace broadsheet::match {

/// What a frequency weighs in a document of that length part (see ranking.h); `factor` is the word's weight at most.
inline float weight_of(float frequency, float factor, float length_part) {
    return factor * frequency / (frequency + length_part);
}

/// The factor of a word's weights; 0 if the scope isn't scored.
inline float factor_of(const Word& word, const Scope& scope) {
    return scope.scored ? static_cast<float>(word.weight * frequency_ceiling) : 0;
}

/// Postings within a scope. Not a cursor itself: what a posting is worth is for its user to say.
class TermPlace {
public:
    TermPlace(std::shared_ptr<const Postings> postings, const Scope& scope);

    bool at_end() const { return at_ == end_; }
    std::size_t left() const { return end_ - at_; }
    std::uint32_t document() const { return postings_->has_bits() ? document_ : postings_->documents[at_]; }

    /// Calls see(document, frequency) for each posting from here to before `document_end`, at most `count_max`.
    template <typename See>
    void take(std::uint32_t document_end, std::size_t count_max, See&& see) {
        const std::size_t last = at_ + std::min(end_ - at_, count_max);
        if (postings_->has_bits()) return take_bits(document_end, last, see);
        const std::uint32_t* documents = postings_->documents.data();
        const std::uint8_t* frequencies = postings_->frequencies.data();
        for (; at_ < last && documents[at_] < document_end; ++at_) see(documents[at_], frequencies[at_]);
    }

    /// Calls see(i, frequency) for each documents[i] that has the term. Documents ascend from call to call.
    template <typename See>
    void find(const std::uint32_t* documents, std::size_t count, See&& see) {
        if (!postings_->has_bits()) return find_in_list(documents, count, see);
        const std::uint64_t* bits = postings_->bits.data();
        const std::uint32_t* before = postings_->before.data();
        const std::uint8_t* frequencies = postings_->frequencies.data();
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint32_t word = documents[i] / word_documents, bit = documents[i] % word_documents;
            if ((bits[word] >> bit & 1) == 0) continue;
            see(i, frequencies[before[word] + count_bits(bits_before(bits[word], bit))]);
        }
    }

    const Postings& postings() const { return *postings_; }

private:
    template <typename See>
    void take_bits(std::uint32_t document_end, std::size_t last, See&& see) {
        const std::uint8_t* frequencies = postings_->frequencies.data();
        while (at_ < last && document_ < document_end) {
            const std::uint32_t first = document_ - document_ % word_documents;
            std::uint64_t word = bits_from(postings_->bits[document_ / word_documents], document_);
            for (; word != 0 && at_ < last; word &= word - 1) {
                document_ = first + static_cast<std::uint32_t>(std::countr_zero(word));
                if (document_ >= document_end) return;
                see(document_, frequencies[at_++]);
            }
            if (at_ != end_)
                go_to_bit(word != 0 ? first + static_cast<std::uint32_t>(std::countr_zero(word))
                                    : first + word_documents);
        }
    }

    template <typename See>
    void find_in_list(const std::uint32_t* documents, std::size_t count, See&& see) {
        for (std::size_t i = 0; i < count; ++i) {
            advance_to(documents[i]);
            if (at_ == end_) return;
            if (document() == documents[i]) see(i, postings_->frequencies[at_]);
        }
    }

    /// To the first document with a bit from this one on; there must be one.
    void go_to_bit(std::uint32_t document) {
        std::size_t word = document / word_documents;
        std::uint64_t bits = bits_from(postings_->bits[word], document);
        while (bits == 0) bits = postings_->bits[++word];
        document_ =
            static_cast<std::uint32_t>(word) * word_documents + static_cast<std::uint32_t>(std::countr_zero(bits));
    }

    /// By doubling steps, then halving them: near targets cost little, far ones not much more.
    void advance_to(std::uint32_t target) {
        const std::uint32_t* documents = postings_->documents.data();
        if (at_ == end_ || documents[at_] >= target) return;
        std::size_t step = 1;
        while (at_ + step < end_ && documents[at_ + step] < target) {
            at_ += step;
            step *= 2;
        }
        const std::uint32_t* found =
            std::lower_bound(documents + at_ + 1, documents + std::min(at_ + step, end_), target);
        at_ = static_cast<std::size_t>(found - documents);
    }

    std::shared_ptr<const Postings> postings_;
    std::size_t at_ = 0, end_ = 0;  ///< postings
    std::uint32_t document_ = 0;    ///< of bits: that of the posting here
};

/// A word of a plan as a cursor.
std::unique_ptr<Cursor> open_word(const Word& word, const Scope& scope);

}  // namespace broadsheet::match
