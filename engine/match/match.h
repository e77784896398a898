// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Runs a plan over all segments, one after the other, and hands every living match to a sink.

#include "engine/match/cursor.h"

#include <limits>
#include <optional>

namespace broadsheet::match {

/// Sees the matches segment by segment. Each is counted once: as one of a batch that is taken, or as a bit.
class Sink {
public:
    virtual ~Sink() = default;

    virtual void begin(std::size_t part) = 0;
    virtual void end() {}

    /// Counts the matches and keeps those that are wanted. Ascending from call to call.
    virtual void take(const Batch& matches) = 0;

    /// Counts the matches: so many bits.
    virtual void count(const Window& matches, std::size_t size) = 0;
    /// True if documents can be counted by words: all of some postings, then less those that were counted too much.
    virtual bool can_uncount() const { return false; }
    /// False if it only counts how many there are.
    virtual bool looks_at_counted() const { return true; }
    virtual void count_all(const Postings& documents) { (void)documents; }
    virtual void uncount(const Window& documents, std::size_t size) { (void)documents, (void)size; }
    /// Keeps those that are wanted, of some that are counted as bits.
    virtual void keep(const Batch& matches) { (void)matches; }

    /// Those of the documents that weigh less than this can't be kept; infinity: none of them can.
    virtual float least_weight(SegmentArrays::DocumentRange documents) const {
        (void)documents;
        return std::numeric_limits<float>::lowest();
    }
    /// The last documents are more likely to be kept.
    virtual bool wants_last_first() const { return false; }
};

/// What age adds to the weight of dated matches.
struct Freshness {
    std::int64_t now_s = 0;
    std::uint32_t half_life_days = 0;
};

struct Options {
    bool scored = true;  ///< weights are worked out
    std::optional<Freshness> freshness = {};
};

/// `plan` is not changed. What was found before `stop` stopped has been seen; what was counted by words may then be too
/// many.
void run(const Plan& plan, Reader& reader, const Options& options, Stop& stop, Sink& sink);

/// The weight of one document of a part; no value if it doesn't match.
std::optional<double> weigh(const Plan& plan, Reader& reader, std::size_t part, std::uint32_t document);

}  // namespace broadsheet::match
