// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the date of an article adds to its weight when the reader asks for fresh ones, as a part of a Xapian query.

#include "engine/index/generation.h"
#include "engine/match/ranking.h"

#include <xapian.h>

#include <algorithm>

namespace broadsheet {

/// Every dated document; for use behind AND_MAYBE. Dates in the future count as today.
class FreshnessSource : public Xapian::PostingSource {
public:
    /// `generation` must outlive the query.
    FreshnessSource(const Generation& generation, std::int64_t now_s, std::uint32_t half_life_days)
        : generation_(generation), now_s_(now_s), half_life_days_(half_life_days) {}

    Xapian::doccount get_termfreq_min() const override { return 0; }
    Xapian::doccount get_termfreq_est() const override { return documents_; }
    Xapian::doccount get_termfreq_max() const override { return documents_; }
    double get_weight() const override;
    void next(double) override { ++document_; }
    void skip_to(Xapian::docid document_id, double) override { document_ = std::max(document_, document_id); }
    bool at_end() const override { return document_ > documents_; }
    Xapian::docid get_docid() const override { return document_; }
    PostingSource* clone() const override { return new FreshnessSource(generation_, now_s_, half_life_days_); }
    void init(const Xapian::Database& database) override;

private:
    const Generation& generation_;
    const std::int64_t now_s_;
    const std::uint32_t half_life_days_;
    const Segment* segment_ = nullptr;
    Xapian::doccount documents_ = 0;
    Xapian::docid document_ = 0;
};

}  // namespace broadsheet
