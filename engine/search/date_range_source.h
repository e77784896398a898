// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A date range as a part of a Xapian query: the documents of each segment whose date column lies within it.

#include "engine/index/generation.h"

#include <xapian.h>

namespace broadsheet {

class DateRangeSource : public Xapian::PostingSource {
public:
    /// `generation` must outlive the query.
    DateRangeSource(const Generation& generation, DateRange range);

    Xapian::doccount get_termfreq_min() const override { return 0; }
    Xapian::doccount get_termfreq_est() const override { return documents_ / 2; }
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
    DateRange range_;
    std::span<const std::int64_t> published_s_;
    Xapian::doccount documents_ = 0;
    std::int64_t document_ = -1;
};

/// True if a date column's value lies within the range; an article without a date never does, unless it is unbounded.
inline bool contains(const DateRange& range, std::int64_t published_s) {
    if (range.unbounded()) return true;
    if (published_s == no_date) return false;
    return (!range.from_s || published_s >= *range.from_s) && (!range.before_s || published_s < *range.before_s);
}

}  // namespace broadsheet
