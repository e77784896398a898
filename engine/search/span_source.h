// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Documents whose words stand as a query wants them: in a row, near each other, in one sentence, in the body.
// Owns what Xapian's own phrase and nearness operators can't say; asks only about documents that have the words.

#include "engine/analysis/term.h"
#include "engine/query/near.h"
#include "engine/query/node.h"
#include "engine/search/deadline.h"

#include <xapian.h>

#include <memory>

namespace broadsheet {

/// What to look for in the positions of a document.
struct SpanPattern {
    TextField field = {};                                ///< whose words; none: the row that all fields share
    std::uint32_t first_position = 0;                    ///< what begins before it doesn't count
    std::vector<std::vector<query::Run>> operands = {};  ///< one: it occurs; several: near each other
    query::Nearness nearness = query::Nearness::words;
    std::uint32_t distance = 0;
};

/// Only for use beside other parts of an AND or FILTER, which name the candidates. Weighs nothing.
class SpanSource : public Xapian::PostingSource {
public:
    /// After `deadline`, if given, everything passes: for use beside a LiveSource with the same deadline.
    SpanSource(std::shared_ptr<const SpanPattern> pattern, Deadline* deadline)
        : pattern_(std::move(pattern)), deadline_(deadline) {}

    Xapian::doccount get_termfreq_min() const override { return 0; }
    Xapian::doccount get_termfreq_est() const override { return documents_; }
    Xapian::doccount get_termfreq_max() const override { return documents_; }
    void next(double min_weight) override;
    void skip_to(Xapian::docid document_id, double min_weight) override;
    bool check(Xapian::docid document_id, double min_weight) override;
    bool at_end() const override { return document_ > documents_; }
    Xapian::docid get_docid() const override { return document_; }
    PostingSource* clone() const override { return new SpanSource(pattern_, deadline_); }
    void init(const Xapian::Database& database) override;

private:
    bool matches(Xapian::docid document_id);
    std::vector<query::Span> places_of(const std::vector<query::Run>& runs, Xapian::docid document_id) const;
    std::vector<std::uint32_t> positions_of(const query::Slot& slot, Xapian::docid document_id) const;
    std::vector<std::uint32_t> breaks_of(Xapian::docid document_id) const;
    void append_plain_positions(const std::string& word, Xapian::docid document_id,
                                std::vector<std::uint32_t>& positions) const;
    void append_positions(const std::string& term, Xapian::docid document_id,
                          std::vector<std::uint32_t>& positions) const;

    std::shared_ptr<const SpanPattern> pattern_;
    Deadline* deadline_;
    Xapian::Database database_;
    Xapian::doccount documents_ = 0;
    Xapian::docid document_ = 0;
};

}  // namespace broadsheet
