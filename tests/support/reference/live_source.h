// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The living documents of each segment within a date range, as a part of a Xapian query.

#include "engine/index/generation.h"

#include <xapian.h>

namespace broadsheet {

class LiveSource : public Xapian::PostingSource {
public:
    /// `generation` must outlive the query.
    LiveSource(const Generation& generation, DateRange range) : generation_(generation), range_(range) {}

    Xapian::doccount get_termfreq_min() const override { return 0; }
    Xapian::doccount get_termfreq_est() const override { return documents_; }
    Xapian::doccount get_termfreq_max() const override { return documents_; }
    void next(double min_weight) override;
    void skip_to(Xapian::docid document_id, double min_weight) override;
    bool at_end() const override { return document_ >= static_cast<std::int64_t>(documents_); }
    Xapian::docid get_docid() const override { return static_cast<Xapian::docid>(document_ + 1); }
    PostingSource* clone() const override;
    void init(const Xapian::Database& database) override;

private:
    void find_from(std::int64_t document);

    const Generation& generation_;
    const DateRange range_;
    const Segment* segment_ = nullptr;
    Xapian::doccount documents_ = 0;
    std::int64_t document_ = -1;
};

}  // namespace broadsheet
