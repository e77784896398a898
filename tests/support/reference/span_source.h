// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A SpanMatcher as a part of a Xapian query.

#include "engine/match/span_matcher.h"

#include <xapian.h>

#include <memory>
#include <optional>

namespace broadsheet {

/// Only for use beside other parts of an AND or FILTER, which name the candidates. Weighs nothing.
class SpanSource : public Xapian::PostingSource {
public:
    /// `generation` must outlive it.
    SpanSource(std::shared_ptr<const SpanPattern> pattern, const Generation& generation)
        : pattern_(std::move(pattern)), generation_(generation) {}

    Xapian::doccount get_termfreq_min() const override { return 0; }
    Xapian::doccount get_termfreq_est() const override { return documents_; }
    Xapian::doccount get_termfreq_max() const override { return documents_; }
    void next(double min_weight) override;
    void skip_to(Xapian::docid document_id, double min_weight) override;
    bool check(Xapian::docid document_id, double min_weight) override;
    bool at_end() const override { return document_ > documents_; }
    Xapian::docid get_docid() const override { return document_; }
    PostingSource* clone() const override { return new SpanSource(pattern_, generation_); }
    void init(const Xapian::Database& database) override;

private:
    std::shared_ptr<const SpanPattern> pattern_;
    const Generation& generation_;
    std::optional<SpanMatcher> matcher_;
    Xapian::doccount documents_ = 0;
    Xapian::docid document_ = 0;
};

}  // namespace broadsheet
