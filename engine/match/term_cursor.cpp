// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/match/term_cursor.h"

#include "engine/match/ranking.h"

#include <algorithm>
#include <bit>

namespace broadsheet::match {

namespace {

class TermCursor : public Cursor {
public:
    TermCursor(const Word& word, std::shared_ptr<const Postings> postings, const Scope& scope)
        : Cursor(scope.end),
          place_(std::move(postings), scope),
          length_parts_(scope.arrays().length_parts.data()),
          factor_(factor_of(word, scope)) {}

    bool next(Batch& batch) override {
        std::size_t size = 0;
        place_.take(end_, batch_max, [&](std::uint32_t document, std::uint8_t frequency) {
            batch.documents[size] = document;
            batch.weights[size++] = weight(document, frequency);
        });
        batch.size = size;
        return size != 0;
    }

    void test(const std::uint32_t* documents, std::size_t count, std::uint8_t* matched, float* weights) override {
        if (!weights || factor_ == 0) {
            place_.find(documents, count, [&](std::size_t i, std::uint8_t) { matched[i] = 1; });
            return;
        }
        place_.find(documents, count, [&](std::size_t i, std::uint8_t frequency) {
            matched[i] = 1;
            weights[i] += weight(documents[i], frequency);
        });
    }

    std::size_t estimate() const override { return place_.left(); }
    std::uint32_t next_document() override { return place_.at_end() ? end_ : place_.document(); }

    void collect(WeighedWindow& window) override {
        if (factor_ == 0) {
            place_.take(window.end, place_.left(), [&](std::uint32_t document, std::uint8_t) {
                set_bit(window.bits.data(), document - window.begin);
            });
            return;
        }
        place_.take(window.end, place_.left(), [&](std::uint32_t document, std::uint8_t frequency) {
            set_bit(window.bits.data(), document - window.begin);
            window.sums[document - window.begin] += weight(document, frequency);
        });
    }

private:
    float weight(std::uint32_t document, std::uint8_t frequency) const {
        return factor_ == 0 ? 0 : weight_of(frequency, factor_, length_parts_[document]);
    }

    TermPlace place_;
    const float* length_parts_;
    const float factor_;
};

/// Adds what a word weighs in documents that all have it, if not in letters. For test() alone.
class AlwaysCursor : public Cursor {
public:
    AlwaysCursor(const Word& word, const Scope& scope)
        : Cursor(scope.end),
          place_(scope.reader.postings(scope.part, word.terms), scope),
          length_parts_(scope.arrays().length_parts.data()),
          factor_(factor_of(word, scope)) {}

    bool next(Batch& batch) override {
        batch.size = 0;
        return false;
    }
    void test(const std::uint32_t* documents, std::size_t count, std::uint8_t*, float* weights) override {
        frequencies_.assign(count, 1);
        place_.find(documents, count, [&](std::size_t i, std::uint8_t frequency) { frequencies_[i] = frequency; });
        for (std::size_t i = 0; i < count; ++i)
            weights[i] += weight_of(frequencies_[i], factor_, length_parts_[documents[i]]);
    }
    std::size_t estimate() const override { return 0; }

private:
    TermPlace place_;
    const float* length_parts_;
    const float factor_;
    std::vector<std::uint8_t> frequencies_;
};

Plan plan_of(std::vector<std::string> terms) {
    Plan plan;
    plan.kind = Plan::Kind::word;
    plan.word.terms = std::move(terms);
    return plan;
}

/// Terms that only the sought words have need no look into their documents.
Plan plan_of_sought(const Word& word, const Scope& scope) {
    std::vector<std::string> sure, unsure;
    for (const std::string& term : word.terms)
        (scope.arrays().arrays->forms.are_among(term, word.sought) ? sure : unsure).push_back(term);
    if (unsure.empty()) return plan_of(std::move(sure));
    Plan checked;
    checked.children.push_back(plan_of(std::move(unsure)));
    checked.checks.push_back(std::make_shared<const SpanPattern>(SpanPattern{.operands = {{query::Run{word.sought}}}}));
    if (sure.empty()) return checked;
    Plan any;
    any.kind = Plan::Kind::any;
    any.children.push_back(plan_of(std::move(sure)));
    any.children.push_back(std::move(checked));
    return any;
}

/// Documents with a sought word. Once all have been found they are kept: a word as written has no postings of its own.
class SoughtCursor : public Cursor {
public:
    SoughtCursor(const Word& word, const Scope& scope)
        : Cursor(scope.end),
          word_(word),
          scope_(scope),
          plan_(plan_of_sought(word, scope)),
          cursor_(open_cursor(plan_, scope_)),
          finds_all_(scope.begin == 0 && scope.end == scope.arrays().arrays->documents()) {}

    bool next(Batch& batch) override {
        if (!cursor_->next(batch)) {
            if (finds_all_ && !scope_.stop.stopped())
                scope_.reader.keep_sought(scope_.part, word_.terms, word_.sought, std::move(found_));
            finds_all_ = false;
            return false;
        }
        if (finds_all_) found_.insert(found_.end(), batch.documents.begin(), batch.documents.begin() + batch.size);
        return true;
    }
    void test(const std::uint32_t* documents, std::size_t count, std::uint8_t* matched, float* weights) override {
        cursor_->test(documents, count, matched, weights);
    }
    std::size_t estimate() const override { return cursor_->estimate(); }

private:
    const Word& word_;
    const Scope scope_;
    const Plan plan_;
    const std::unique_ptr<Cursor> cursor_;
    bool finds_all_;
    std::vector<std::uint32_t> found_;
};

}  // namespace

TermPlace::TermPlace(std::shared_ptr<const Postings> postings, const Scope& scope) : postings_(std::move(postings)) {
    if (postings_->has_bits()) {
        at_ = postings_->size_before(scope.begin);
        end_ = postings_->size_before(scope.end);
        if (at_ != end_) go_to_bit(scope.begin);
        return;
    }
    const std::vector<std::uint32_t>& documents = postings_->documents;
    at_ = static_cast<std::size_t>(std::ranges::lower_bound(documents, scope.begin) - documents.begin());
    end_ = static_cast<std::size_t>(std::ranges::lower_bound(documents, scope.end) - documents.begin());
}

std::unique_ptr<Cursor> open_word(const Word& word, const Scope& scope) {
    if (word.always) return std::make_unique<AlwaysCursor>(word, scope);
    if (word.sought.empty())
        return std::make_unique<TermCursor>(word, scope.reader.postings(scope.part, word.terms), scope);
    if (auto known = scope.reader.known_sought(scope.part, word.terms, word.sought))
        return std::make_unique<TermCursor>(word, std::move(known), scope);
    return std::make_unique<SoughtCursor>(word, scope);
}

}  // namespace broadsheet::match
