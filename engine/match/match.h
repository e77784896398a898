// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Runs a plan over all segments, one after the other, and hands every living match to a sink.

#include "engine/match/cursor.h"

#include <optional>

namespace broadsheet::match {

/// Sees each match once: segment by segment, in each by document.
class Sink {
public:
    virtual ~Sink() = default;

    virtual void begin(std::size_t part) = 0;
    virtual void take(const Batch& matches) = 0;
    virtual void end() {}

    /// True if matches of this part from `document` on, none of which weighs more than `weight`, need only be counted.
    virtual bool needs_only_count(float weight, std::uint32_t document) const {
        (void)weight, (void)document;
        return false;
    }
    virtual void count(std::size_t matches) { (void)matches; }
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

/// `plan` is not changed. What was found before `stop` stopped has been seen.
void run(const Plan& plan, Reader& reader, const Options& options, Stop& stop, Sink& sink);

/// The weight of one document of a part; no value if it doesn't match.
std::optional<double> weigh(const Plan& plan, Reader& reader, std::size_t part, std::uint32_t document);

}  // namespace broadsheet::match
