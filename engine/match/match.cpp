// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/match/match.h"

#include "engine/match/ranking.h"
#include "engine/match/term_cursor.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace broadsheet::match {

namespace {

/// Batches between two looks at the clock: each takes some microseconds.
constexpr std::size_t batches_between_looks = 4;

void drop_dead(const Snapshot::Part& part, Batch& batch) {
    const DeadSet* dead = part.dead_set();
    if (!dead) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < batch.size; ++i) {
        batch.documents[kept] = batch.documents[i];
        batch.weights[kept] = batch.weights[i];
        kept += !dead->contains(batch.documents[i]);
    }
    batch.size = kept;
}

void add_freshness(const Freshness& fresh, const Snapshot::Part& part, Batch& batch) {
    const auto published_s = part.columns().published_s;
    for (std::size_t i = 0; i < batch.size; ++i) {
        const std::int64_t own = published_s[batch.documents[i]];
        if (own != no_date) batch.weights[i] += static_cast<float>(freshness(own, fresh.now_s, fresh.half_life_days));
    }
}

/// The documents that the dates of a whole plan leave.
SegmentArrays::DocumentRange bounds_of(const Plan& plan, const SegmentArrays& arrays) {
    SegmentArrays::DocumentRange bounds{0, arrays.documents()};
    for (const DateRange& range : plan.dates) {
        const auto within = arrays.documents_within(range);
        bounds.begin = std::max(bounds.begin, within.begin);
        bounds.end = std::min(bounds.end, within.end);
    }
    if (bounds.begin >= bounds.end) bounds = {0, 0};
    return bounds;
}

/// One word alone, in blocks: those in which nothing can be among the best are only counted.
class TermRun {
public:
    TermRun(const Word& word, const Scope& scope, Sink& sink)
        : part_(scope.arrays()),
          postings_(scope.reader.postings(scope.part, word.terms)),
          factor_(scope.scored ? static_cast<float>(word.weight * frequency_ceiling) : 0),
          average_length_(scope.reader.snapshot().average_length),
          dead_(part_.dead.begin()),
          stop_(scope.stop),
          sink_(sink) {}

    void run() {
        for (std::size_t block = 0; block < postings_->blocks.size(); ++block) {
            if (block % blocks_between_looks == 0 && stop_.stopped()) break;
            const std::size_t begin = block * block_postings;
            const std::size_t end = std::min(begin + block_postings, postings_->size());
            if (sink_.needs_only_count(best_of(postings_->blocks[block]), postings_->documents[begin])) {
                counted_ += end - begin - dead_among(begin, end);
            } else {
                add(begin, end);
            }
        }
        hand_over();
        sink_.count(counted_);
    }

private:
    static constexpr std::size_t blocks_between_looks = 64;

    float weight(std::uint16_t frequency, float length_part) const {
        const auto times = static_cast<float>(std::max<std::uint16_t>(frequency, 1));
        return factor_ * times / (times + length_part);
    }

    float best_of(const Postings::Block& block) const {
        return weight(block.frequency_max, static_cast<float>(length_part(block.length_min, average_length_)));
    }

    void add(std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const std::uint32_t document = postings_->documents[i];
            batch_.documents[batch_.size] = document;
            batch_.weights[batch_.size++] = weight(postings_->frequencies[i], part_.length_parts[document]);
        }
        // Handed over soon, so that what is known of the best lets the next blocks be skipped.
        hand_over();
    }

    void hand_over() {
        drop_dead(part_, batch_);
        if (batch_.size != 0) sink_.take(batch_);
        batch_.size = 0;
    }

    std::size_t dead_among(std::size_t begin, std::size_t end) {
        const auto first = postings_->documents.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto last = postings_->documents.begin() + static_cast<std::ptrdiff_t>(end);
        dead_ = std::lower_bound(dead_, part_.dead.end(), *first);
        std::size_t dead = 0;
        for (; dead_ != part_.dead.end() && *dead_ <= *(last - 1); ++dead_)
            dead += std::binary_search(first, last, *dead_) ? 1 : 0;
        return dead;
    }

    const Snapshot::Part& part_;
    const std::shared_ptr<const Postings> postings_;
    const float factor_;
    const double average_length_;
    std::vector<std::uint32_t>::const_iterator dead_;
    Stop& stop_;
    Sink& sink_;
    std::size_t counted_ = 0;
    Batch batch_;
};

bool is_one_word(const Plan& plan) {
    return plan.kind == Plan::Kind::word && plan.word.sought.empty();
}

void run_part(const Plan& plan, const Scope& scope, const Options& options, Batch& batch, Sink& sink) {
    const std::unique_ptr<Cursor> cursor = open_cursor(plan, scope);
    for (std::size_t batches = 0; cursor->next(batch); ++batches) {
        drop_dead(scope.arrays(), batch);
        if (options.freshness) add_freshness(*options.freshness, scope.arrays(), batch);
        if (batch.size != 0) sink.take(batch);
        if (batches % batches_between_looks == 0 && scope.stop.stopped()) break;
    }
}

}  // namespace

void run(const Plan& plan, Reader& reader, const Options& options, Stop& stop, Sink& sink) {
    const bool by_blocks = is_one_word(plan) && !options.freshness;
    const auto batch = std::make_unique<Batch>();
    const auto& parts = reader.snapshot().parts;
    for (std::size_t part = 0; part < parts.size() && !stop.stopped(); ++part) {
        const auto bounds = bounds_of(plan, *parts[part].arrays);
        const Scope scope{reader, part, bounds.begin, bounds.end, options.scored, stop};
        sink.begin(part);
        if (by_blocks) {
            TermRun(plan.word, scope, sink).run();
        } else {
            run_part(plan, scope, options, *batch, sink);
        }
        sink.end();
    }
}

std::optional<double> weigh(const Plan& plan, Reader& reader, std::size_t part, std::uint32_t document) {
    Stop never;
    const Scope scope{reader, part, document, document + 1, true, never};
    const auto batch = std::make_unique<Batch>();
    if (!open_cursor(plan, scope)->next(*batch)) return std::nullopt;
    return batch->weights[0];
}

}  // namespace broadsheet::match
