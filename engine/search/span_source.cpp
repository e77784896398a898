// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/span_source.h"

#include <algorithm>
#include <iterator>

namespace broadsheet {

void SpanSource::init(const Xapian::Database& database) {
    database_ = database;
    documents_ = database.get_doccount();
    document_ = 0;
}

void SpanSource::next(double) {
    skip_to(document_ + 1, 0);
}

void SpanSource::skip_to(Xapian::docid document_id, double) {
    document_ = std::max(document_, document_id);
    while (document_ <= documents_ && !matches(document_)) ++document_;
}

bool SpanSource::check(Xapian::docid document_id, double) {
    document_ = document_id;
    return matches(document_id);
}

bool SpanSource::matches(Xapian::docid document_id) {
    // Letting a document pass brings the match to LiveSource, which ends it; refusing all would walk on to the last
    // one.
    if (deadline_ && deadline_->expired_now()) return true;
    std::vector<std::vector<query::Span>> operands;
    for (const auto& runs : pattern_->operands) {
        operands.push_back(places_of(runs, document_id));
        if (operands.back().empty()) return false;
    }
    if (operands.size() < 2) return true;
    std::vector<std::uint32_t> breaks;
    if (pattern_->nearness != query::Nearness::words && !pattern_->field) breaks = breaks_of(document_id);
    const query::NearRule rule{pattern_->nearness, pattern_->distance, breaks};
    return !query::near_stretches(operands, rule, true).empty();
}

std::vector<query::Span> SpanSource::places_of(const std::vector<query::Run>& runs, Xapian::docid document_id) const {
    std::vector<query::Span> places;
    for (const query::Run& run : runs) {
        std::vector<std::vector<std::uint32_t>> positions;
        for (const query::Slot& slot : run) {
            positions.push_back(positions_of(slot, document_id));
            if (positions.back().empty() && !slot.empty()) break;
        }
        if (positions.size() != run.size() || (positions.back().empty() && !run.back().empty())) continue;
        for (const query::Span& place : query::places_of_run(run, positions)) {
            if (place.begin >= pattern_->first_position) places.push_back(place);
        }
    }
    std::ranges::sort(places);
    const auto repeated = std::ranges::unique(places);
    places.erase(repeated.begin(), repeated.end());
    return places;
}

std::vector<std::uint32_t> SpanSource::positions_of(const query::Slot& slot, Xapian::docid document_id) const {
    std::vector<std::uint32_t> positions;
    for (const std::string& word : slot) {
        if (query::is_plain_writing(word)) {
            append_plain_positions(word.substr(1), document_id, positions);
        } else {
            append_positions(word_term(pattern_->field, word), document_id, positions);
        }
    }
    if (slot.size() > 1) std::ranges::sort(positions);
    return positions;
}

/// Where the word stands neither with accents nor as a hyphenated compound.
void SpanSource::append_plain_positions(const std::string& word, Xapian::docid document_id,
                                        std::vector<std::uint32_t>& positions) const {
    std::vector<std::uint32_t> other;
    for (const std::string& prefix : {accented_prefix(word), compound_prefix(word)}) {
        for (auto term = database_.allterms_begin(prefix); term != database_.allterms_end(prefix); ++term)
            append_positions(*term, document_id, other);
    }
    std::vector<std::uint32_t> all;
    append_positions(word_term(pattern_->field, word), document_id, all);
    std::ranges::copy_if(all, std::back_inserter(positions),
                         [&](std::uint32_t position) { return std::ranges::count(other, position) == 0; });
}

std::vector<std::uint32_t> SpanSource::breaks_of(Xapian::docid document_id) const {
    std::vector<std::uint32_t> breaks;
    const bool sentence = pattern_->nearness == query::Nearness::sentence;
    append_positions(std::string(sentence ? sentence_term : paragraph_term), document_id, breaks);
    return breaks;
}

void SpanSource::append_positions(const std::string& term, Xapian::docid document_id,
                                  std::vector<std::uint32_t>& positions) const {
    for (auto at = database_.positionlist_begin(document_id, term); at != database_.positionlist_end(document_id, term);
         ++at)
        positions.push_back(*at);
}

}  // namespace broadsheet
