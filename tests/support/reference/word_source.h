// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Terms that count as one word (see engine/match/ranking.h), as a part of a Xapian query.

#include <xapian.h>

#include <string>
#include <utility>
#include <vector>

namespace broadsheet {

class WordSource : public Xapian::PostingSource {
public:
    /// `rarity` and `average_length` are those of all segments. With `always` every document is one of its own, and
    /// weighs as if it had the word once at least.
    WordSource(std::vector<std::string> terms, double rarity, double average_length, bool always)
        : terms_(std::move(terms)), rarity_(rarity), average_length_(average_length), always_(always) {}

    Xapian::doccount get_termfreq_min() const override { return 0; }
    Xapian::doccount get_termfreq_est() const override { return static_cast<Xapian::doccount>(postings_.size()); }
    Xapian::doccount get_termfreq_max() const override { return static_cast<Xapian::doccount>(postings_.size()); }
    double get_weight() const override;
    void next(double) override { at_ = started_ ? at_ + 1 : 0, started_ = true; }
    void skip_to(Xapian::docid document_id, double) override;
    bool at_end() const override { return started_ && at_ >= postings_.size(); }
    Xapian::docid get_docid() const override { return postings_[at_].first; }
    PostingSource* clone() const override { return new WordSource(terms_, rarity_, average_length_, always_); }
    void init(const Xapian::Database& database) override;

private:
    const std::vector<std::string> terms_;
    const double rarity_, average_length_;
    const bool always_;
    Xapian::Database database_;
    std::vector<std::pair<Xapian::docid, Xapian::termcount>> postings_;  ///< document and frequency, in order
    std::size_t at_ = 0;
    bool started_ = false;
};

}  // namespace broadsheet
