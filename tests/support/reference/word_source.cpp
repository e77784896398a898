// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/reference/word_source.h"

#include "engine/match/ranking.h"

#include <algorithm>
#include <map>

namespace broadsheet {

void WordSource::init(const Xapian::Database& database) {
    database_ = database;
    std::map<Xapian::docid, Xapian::termcount> frequencies;
    for (const std::string& term : terms_)
        for (auto at = database.postlist_begin(term); at != database.postlist_end(term); ++at)
            frequencies[*at] += at.get_wdf();
    for (Xapian::docid document = 1; always_ && document <= database.get_lastdocid(); ++document)
        frequencies.try_emplace(document, 0);
    postings_.assign(frequencies.begin(), frequencies.end());
    at_ = 0;
    started_ = false;
    set_maxweight(rarity_ * frequency_ceiling);
}

void WordSource::skip_to(Xapian::docid document_id, double) {
    if (!started_) next(0);
    while (at_ < postings_.size() && postings_[at_].first < document_id) ++at_;
}

double WordSource::get_weight() const {
    const double frequency = std::clamp(postings_[at_].second, 1u, frequency_most);
    return rarity_ * saturated_frequency(frequency, database_.get_doclength(get_docid()), average_length_);
}

}  // namespace broadsheet
