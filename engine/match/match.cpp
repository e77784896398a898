// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/match/match.h"

#include "engine/match/ranking.h"
#include "engine/match/word_run.h"

#include <algorithm>

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

void drop_older(std::uint32_t added_after, const Snapshot::Part& part, Batch& batch) {
    const auto ids = part.columns().ids;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < batch.size; ++i) {
        batch.documents[kept] = batch.documents[i];
        batch.weights[kept] = batch.weights[i];
        kept += ids[batch.documents[i]] > added_after;
    }
    batch.size = kept;
}

/// The documents that a whole plan's dates and its oldest article leave.
SegmentArrays::DocumentRange bounds_of(const Plan& plan, const Snapshot::Part& part) {
    const SegmentArrays& arrays = *part.arrays;
    SegmentArrays::DocumentRange bounds{0, arrays.documents()};
    if (plan.added_after != 0 && arrays.ids_ascend) {
        const auto ids = part.columns().ids;
        bounds.begin = static_cast<std::uint32_t>(std::ranges::upper_bound(ids, plan.added_after) - ids.begin());
    }
    for (const DateRange& range : plan.dates) {
        const auto within = arrays.documents_within(range);
        bounds.begin = std::max(bounds.begin, within.begin);
        bounds.end = std::min(bounds.end, within.end);
    }
    if (bounds.begin >= bounds.end) bounds = {0, 0};
    return bounds;
}

void run_part(const Plan& plan, const Scope& scope, const Options& options, Batch& batch, Sink& sink) {
    const std::unique_ptr<Cursor> cursor = open_cursor(plan, scope);
    for (std::size_t batches = 0; cursor->next(batch); ++batches) {
        drop_dead(scope.arrays(), batch);
        if (plan.added_after != 0) drop_older(plan.added_after, scope.arrays(), batch);
        if (options.freshness) add_freshness(*options.freshness, scope.arrays(), batch);
        if (batch.size != 0) sink.take(batch);
        if (batches % batches_between_looks == 0 && scope.stop.stopped()) break;
    }
}

}  // namespace

void run(const Plan& plan, Reader& reader, const Options& options, Stop& stop, Sink& sink) {
    const auto batch = std::make_unique<Batch>();
    const auto& parts = reader.snapshot().parts;
    for (std::size_t part = 0; part < parts.size() && !stop.stopped(); ++part) {
        const auto bounds = bounds_of(plan, parts[part]);
        const Scope scope{reader, part, bounds.begin, bounds.end, options.scored, stop};
        sink.begin(part);
        const bool by_bits = !options.freshness && plan.added_after == 0;
        if (const auto words = by_bits ? WordRun::open(plan, scope, sink) : nullptr) {
            words->run();
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
