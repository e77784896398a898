// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/match/cursor.h"

#include "engine/match/term_cursor.h"

#include <algorithm>
#include <bit>

namespace broadsheet::match {

namespace {

/// Documents looked into between two looks at the clock.
constexpr std::size_t checks_between_looks = 32;

/// So many documents before its turn a stream is asked for: most of the time of a check is waiting for memory.
constexpr std::size_t checks_ahead = 8;

/// Every document of the scope.
class EveryCursor : public Cursor {
public:
    explicit EveryCursor(const Scope& scope) : Cursor(scope.end), at_(scope.begin) {}

    bool next(Batch& batch) override {
        batch.size = std::min<std::size_t>(end_ - at_, batch_max);
        for (std::size_t i = 0; i < batch.size; ++i) batch.documents[i] = at_++;
        std::fill_n(batch.weights.begin(), batch.size, 0.0F);
        return batch.size != 0;
    }
    void test(const std::uint32_t*, std::size_t count, std::uint8_t* matched, float*) override {
        std::fill_n(matched, count, std::uint8_t{1});
    }
    std::size_t estimate() const override { return end_ - at_; }

private:
    std::uint32_t at_;
};

/// Goes through the documents by windows and lets each alternative put in what it has there.
class AnyCursor : public Cursor {
public:
    AnyCursor(const Plan& plan, const Scope& scope) : Cursor(scope.end) {
        for (const Plan& child : plan.children) alternatives_.push_back(open_cursor(child, scope));
        std::erase_if(alternatives_, [](const auto& alternative) { return alternative->estimate() == 0; });
    }

    bool next(Batch& batch) override {
        batch.size = 0;
        while (batch.size == 0) {
            const std::uint32_t first = next_document();
            if (first == end_) return false;
            window_.begin = first & ~std::uint32_t{63};
            window_.end = std::min<std::uint32_t>(window_.begin + batch_max, end_);
            for (const auto& alternative : alternatives_) alternative->collect(window_);
            take_out(batch);
        }
        return true;
    }

    void test(const std::uint32_t* documents, std::size_t count, std::uint8_t* matched, float* weights) override {
        for (const auto& alternative : alternatives_) alternative->test(documents, count, matched, weights);
    }

    std::size_t estimate() const override {
        std::size_t sum = 0;
        for (const auto& alternative : alternatives_) sum += alternative->estimate();
        return sum;
    }

    std::uint32_t next_document() override {
        std::uint32_t next = end_;
        for (const auto& alternative : alternatives_) next = std::min(next, alternative->next_document());
        return next;
    }

    void collect(WeighedWindow& window) override {
        for (const auto& alternative : alternatives_) alternative->collect(window);
    }

private:
    void take_out(Batch& batch) {
        window_.for_each([&](std::uint32_t document) {
            float& sum = window_.sums[document - window_.begin];
            batch.documents[batch.size] = document;
            batch.weights[batch.size++] = sum;
            sum = 0;
        });
        window_.bits.fill(0);
    }

    std::vector<std::unique_ptr<Cursor>> alternatives_;
    WeighedWindow window_;
};

/// Takes its candidates from the rarest part and lets the others test them.
class AllCursor : public Cursor {
public:
    AllCursor(const Plan& plan, const Scope& scope)
        : Cursor(scope.end),
          dates_(plan.dates),
          published_s_(scope.arrays().columns().published_s),
          scored_(scope.scored),
          stop_(scope.stop) {
        for (const Plan& child : plan.children) parts_.push_back(open_cursor(child, scope));
        if (parts_.empty()) parts_.push_back(std::make_unique<EveryCursor>(scope));
        std::ranges::stable_sort(parts_, {}, [](const auto& part) { return part->estimate(); });
        if (parts_.front()->estimate() == 0) return;
        for (const auto& pattern : plan.checks) checks_.emplace_back(pattern, *scope.arrays().generation_part);
        Scope unscored = scope;
        unscored.scored = false;
        for (const Plan& child : plan.unwanted) unwanted_.push_back(open_cursor(child, unscored));
        if (!scored_) return;
        for (const Word& word : plan.weights)
            if (word.weight != 0) weights_.push_back(open_word(word, scope));
    }

    bool next(Batch& batch) override {
        do {
            if (stop_.stopped() || !parts_.front()->next(batch)) return false;
            keep_matches(batch, 1);
        } while (batch.size == 0);
        return true;
    }

    void test(const std::uint32_t* documents, std::size_t count, std::uint8_t* matched, float* weights) override {
        if (!tested_) tested_ = std::make_unique<Batch>();
        for (std::size_t begin = 0; begin < count; begin += batch_max)
            test_some(documents + begin, std::min(batch_max, count - begin), matched + begin,
                      weights ? weights + begin : nullptr);
    }

    std::size_t estimate() const override { return parts_.front()->estimate(); }

private:
    void keep_matches(Batch& batch, std::size_t first_part) {
        for (const DateRange& range : dates_) keep_dated(range, batch);
        for (std::size_t i = first_part; i < parts_.size() && batch.size != 0; ++i) keep(*parts_[i], true, batch);
        for (const auto& unwanted : unwanted_) keep(*unwanted, false, batch);
        for (SpanMatcher& check : checks_) keep_checked(check, batch);
        if (batch.size == 0) return;
        for (const auto& word : weights_)
            word->test(batch.documents.data(), batch.size, marks_.data(), batch.weights.data());
    }

    void keep(Cursor& part, bool wanted, Batch& batch) {
        std::fill_n(marks_.begin(), batch.size, std::uint8_t{0});
        part.test(batch.documents.data(), batch.size, marks_.data(),
                  scored_ && wanted ? batch.weights.data() : nullptr);
        keep_marked(batch, marks_.data(), wanted, scored_);
    }

    void keep_dated(const DateRange& range, Batch& batch) {
        for (std::size_t i = 0; i < batch.size; ++i) marks_[i] = contains(range, published_s_[batch.documents[i]]);
        keep_marked(batch, marks_.data(), true, scored_);
    }

    void keep_checked(SpanMatcher& check, Batch& batch) {
        std::fill_n(marks_.begin(), batch.size, std::uint8_t{0});
        for (std::size_t i = 0; i < batch.size; ++i) {
            if (i % checks_between_looks == 0 && stop_.stopped()) break;
            if (i + 2 * checks_ahead < batch.size) check.expect_place(batch.documents[i + 2 * checks_ahead]);
            if (i + checks_ahead < batch.size) check.expect(batch.documents[i + checks_ahead]);
            marks_[i] = check.matches(batch.documents[i]);
        }
        keep_marked(batch, marks_.data(), true, scored_);
    }

    void test_some(const std::uint32_t* documents, std::size_t count, std::uint8_t* matched, float* weights) {
        std::copy_n(documents, count, tested_->documents.begin());
        std::fill_n(tested_->weights.begin(), count, 0.0F);
        tested_->size = count;
        keep_matches(*tested_, 0);
        for (std::size_t i = 0, at = 0; i < tested_->size; ++i, ++at) {
            while (documents[at] != tested_->documents[i]) ++at;
            matched[at] = 1;
            if (weights) weights[at] += tested_->weights[i];
        }
    }

    std::vector<std::unique_ptr<Cursor>> parts_;  ///< rarest first
    std::vector<std::unique_ptr<Cursor>> unwanted_, weights_;
    const std::vector<DateRange>& dates_;
    std::vector<SpanMatcher> checks_;
    const std::span<const std::int64_t> published_s_;
    const bool scored_;
    Stop& stop_;
    std::array<std::uint8_t, batch_max> marks_;
    std::unique_ptr<Batch> tested_;
};

}  // namespace

void keep_marked(Batch& batch, const std::uint8_t* marks, bool wanted, bool scored) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < batch.size; ++i) {
        batch.documents[kept] = batch.documents[i];
        if (scored) batch.weights[kept] = batch.weights[i];
        kept += (marks[i] != 0) == wanted;
    }
    batch.size = kept;
}

bool Cursor::refill() {
    if (!pending_) pending_ = std::make_unique<Batch>();
    if (pending_at_ < pending_->size) return true;
    pending_at_ = 0;
    pending_->size = 0;
    return next(*pending_);
}

std::uint32_t Cursor::next_document() {
    return refill() ? pending_->documents[pending_at_] : end_;
}

void Cursor::collect(WeighedWindow& window) {
    while (refill() && pending_->documents[pending_at_] < window.end) {
        const std::uint32_t at = pending_->documents[pending_at_] - window.begin;
        set_bit(window.bits.data(), at);
        window.sums[at] += pending_->weights[pending_at_++];
    }
}

std::unique_ptr<Cursor> open_cursor(const Plan& plan, const Scope& scope) {
    if (plan.kind == Plan::Kind::word) return open_word(plan.word, scope);
    if (plan.kind == Plan::Kind::all) return std::make_unique<AllCursor>(plan, scope);
    return std::make_unique<AnyCursor>(plan, scope);
}

}  // namespace broadsheet::match
