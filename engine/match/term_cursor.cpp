// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/match/term_cursor.h"

#include "engine/match/ranking.h"

#include <algorithm>
#include <bit>

namespace broadsheet::match {

namespace {

/// What a frequency weighs in a document of that length part.
inline float weight_of(float frequency, float factor, float length_part) {
    return factor * frequency / (frequency + length_part);
}

inline void set_bit(Window& window, std::uint32_t document) {
    const std::uint32_t at = document - window.begin;
    window.bits[at >> 6] |= std::uint64_t{1} << (at & 63);
}

float factor_of(const Word& word, const Scope& scope) {
    return scope.scored ? static_cast<float>(word.weight * frequency_ceiling) : 0;
}

class TermCursor : public Cursor {
public:
    TermCursor(const Word& word, const Scope& scope)
        : Cursor(scope.end),
          place_(scope.reader.postings(scope.part, word.terms[0]), scope),
          length_parts_(scope.arrays().length_parts.data()),
          factor_(factor_of(word, scope)) {}

    bool next(Batch& batch) override {
        std::size_t size = 0;
        place_.take(end_, batch_max, [&](std::uint32_t document, std::uint16_t frequency) {
            batch.documents[size] = document;
            batch.weights[size++] = weight(document, frequency);
        });
        batch.size = size;
        return size != 0;
    }

    void test(const std::uint32_t* documents, std::size_t count, std::uint8_t* matched, float* weights) override {
        if (!weights || factor_ == 0) {
            place_.find(documents, count, [&](std::size_t i, std::uint16_t) { matched[i] = 1; });
            return;
        }
        place_.find(documents, count, [&](std::size_t i, std::uint16_t frequency) {
            matched[i] = 1;
            weights[i] += weight(documents[i], frequency);
        });
    }

    std::size_t estimate() const override { return place_.left(); }
    std::uint32_t next_document() override { return place_.at_end() ? end_ : place_.document(); }

    void collect(Window& window) override {
        if (factor_ == 0) {
            place_.take(window.end, place_.left(),
                        [&](std::uint32_t document, std::uint16_t) { set_bit(window, document); });
            return;
        }
        place_.take(window.end, place_.left(), [&](std::uint32_t document, std::uint16_t frequency) {
            set_bit(window, document);
            window.sums[document - window.begin] += weight(document, frequency);
        });
    }

private:
    float weight(std::uint32_t document, std::uint16_t frequency) const {
        return factor_ == 0 ? 0
                            : weight_of(static_cast<float>(std::max<std::uint16_t>(frequency, 1)), factor_,
                                        length_parts_[document]);
    }

    TermPlace place_;
    const float* length_parts_;
    const float factor_;
};

/// Several terms as one word with one frequency.
class GroupCursor : public Cursor {
public:
    GroupCursor(const Word& word, const Scope& scope)
        : Cursor(scope.end),
          length_parts_(scope.arrays().length_parts.data()),
          factor_(factor_of(word, scope)),
          always_(word.always) {
        for (const std::string& term : word.terms) {
            auto postings = scope.reader.postings(scope.part, term);
            if (postings->size() != 0) places_.emplace_back(std::move(postings), scope);
        }
    }

    bool next(Batch& batch) override {
        batch.size = 0;
        while (batch.size == 0) {
            window_.begin = next_document() & ~std::uint32_t{63};
            if (next_document() == end_) return false;
            window_.end = std::min<std::uint32_t>(window_.begin + batch_max, end_);
            collect_frequencies(window_);
            take_out(batch);
        }
        return true;
    }

    void test(const std::uint32_t* documents, std::size_t count, std::uint8_t* matched, float* weights) override {
        if (!weights || factor_ == 0) {
            for (TermPlace& place : places_)
                place.find(documents, count, [&](std::size_t i, std::uint16_t) { matched[i] = 1; });
            return;
        }
        found_.assign(count, always_);
        sums_.assign(count, 0);
        for (TermPlace& place : places_) {
            place.find(documents, count, [&](std::size_t i, std::uint16_t frequency) {
                found_[i] = 1;
                sums_[i] += frequency;
            });
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (found_[i] == 0) continue;
            matched[i] = 1;
            weights[i] += weight_of(std::max(sums_[i], 1.0F), factor_, length_parts_[documents[i]]);
        }
    }

    std::size_t estimate() const override {
        std::size_t sum = 0;
        for (const TermPlace& place : places_) sum += place.left();
        return sum;
    }

    std::uint32_t next_document() override {
        std::uint32_t next = end_;
        for (const TermPlace& place : places_)
            if (!place.at_end()) next = std::min(next, place.document());
        return next;
    }

    void collect(Window& window) override {
        if (factor_ == 0) return collect_bits(window);
        own_.begin = window.begin;
        own_.end = window.end;
        collect_frequencies(own_);
        for_each_bit(own_, [&](std::uint32_t at) {
            const std::uint32_t document = window.begin + at;
            set_bit(window, document);
            window.sums[at] += weight_of(std::max(own_.sums[at], 1.0F), factor_, length_parts_[document]);
            own_.sums[at] = 0;
        });
        own_.bits = {};
    }

private:
    template <typename See>
    static void for_each_bit(const Window& window, See&& see) {
        for (std::uint32_t i = 0; i < window.bits.size(); ++i)
            for (std::uint64_t word = window.bits[i]; word != 0; word &= word - 1)
                see(i * 64 + static_cast<std::uint32_t>(std::countr_zero(word)));
    }

    void collect_bits(Window& window) {
        for (TermPlace& place : places_)
            place.take(window.end, place.left(),
                       [&](std::uint32_t document, std::uint16_t) { set_bit(window, document); });
    }

    void collect_frequencies(Window& window) {
        if (factor_ == 0) return collect_bits(window);
        for (TermPlace& place : places_) {
            place.take(window.end, place.left(), [&](std::uint32_t document, std::uint16_t frequency) {
                set_bit(window, document);
                window.sums[document - window.begin] += frequency;
            });
        }
    }

    void take_out(Batch& batch) {
        for_each_bit(window_, [&](std::uint32_t at) {
            const std::uint32_t document = window_.begin + at;
            batch.documents[batch.size] = document;
            batch.weights[batch.size++] =
                factor_ == 0 ? 0 : weight_of(std::max(window_.sums[at], 1.0F), factor_, length_parts_[document]);
            window_.sums[at] = 0;
        });
        window_.bits = {};
    }

    std::vector<TermPlace> places_;
    const float* length_parts_;
    const float factor_;
    const bool always_;
    Window window_, own_;
    std::vector<std::uint8_t> found_;
    std::vector<float> sums_;
};

}  // namespace

TermPlace::TermPlace(std::shared_ptr<const Postings> postings, const Scope& scope) : postings_(std::move(postings)) {
    const std::vector<std::uint32_t>& documents = postings_->documents;
    at_ = static_cast<std::size_t>(std::ranges::lower_bound(documents, scope.begin) - documents.begin());
    end_ = static_cast<std::size_t>(std::ranges::lower_bound(documents, scope.end) - documents.begin());
}

std::unique_ptr<Cursor> open_word(const Word& word, const Scope& scope) {
    if (word.terms.size() == 1 && !word.always) return std::make_unique<TermCursor>(word, scope);
    return std::make_unique<GroupCursor>(word, scope);
}

}  // namespace broadsheet::match
