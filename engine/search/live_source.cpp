// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/live_source.h"

#include <algorithm>

namespace broadsheet {

namespace {

/// An article without a date is in no range but the unbounded one.
bool contains(const DateRange& range, std::int64_t published_s) {
    if (range.unbounded()) return true;
    if (published_s == no_date) return false;
    return (!range.from_s || published_s >= *range.from_s) && (!range.before_s || published_s < *range.before_s);
}

}  // namespace

LiveSource::LiveSource(const Generation& generation, DateRange range, std::size_t* part, Deadline* deadline)
    : generation_(generation), range_(range), part_(part), deadline_(deadline) {}

Xapian::PostingSource* LiveSource::clone() const {
    return new LiveSource(generation_, range_, part_, deadline_);
}

void LiveSource::init(const Xapian::Database& database) {
    own_part_ = generation_.part_with(database.get_uuid());
    segment_ = &generation_.parts()[own_part_].segment;
    documents_ = segment_->entry.documents;
    document_ = -1;
}

void LiveSource::find_from(std::int64_t document) {
    const auto end = static_cast<std::int64_t>(documents_);
    const auto published_s = segment_->files->columns.published_s;
    const auto wanted = [&](std::int64_t candidate) {
        return !segment_->is_dead(static_cast<std::uint32_t>(candidate)) &&
               contains(range_, published_s[static_cast<std::size_t>(candidate)]);
    };
    if (deadline_ && deadline_->expired()) document = end;
    while (document < end && !wanted(document)) ++document;
    document_ = document;
    if (part_) *part_ = own_part_;
}

void LiveSource::next(double) {
    find_from(document_ + 1);
}

void LiveSource::skip_to(Xapian::docid document_id, double) {
    find_from(std::max(document_, static_cast<std::int64_t>(document_id) - 1));
}

}  // namespace broadsheet
