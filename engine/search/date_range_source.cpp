// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/date_range_source.h"

#include <algorithm>

namespace broadsheet {

DateRangeSource::DateRangeSource(const Generation& generation, DateRange range) : generation_(generation), range_(range) {}

Xapian::PostingSource* DateRangeSource::clone() const { return new DateRangeSource(generation_, range_); }

void DateRangeSource::init(const Xapian::Database& database) {
    // Xapian hands us one segment's database without saying which; its UUID tells.
    const std::string uuid = database.get_uuid();
    for (const Generation::Part& part : generation_.parts())
        if (part.uuid == uuid) published_s_ = part.segment.files->columns.published_s;
    documents_ = static_cast<Xapian::doccount>(published_s_.size());
    document_ = -1;
}

void DateRangeSource::find_from(std::int64_t document) {
    const auto end = static_cast<std::int64_t>(documents_);
    while (document < end && !contains(range_, published_s_[static_cast<std::size_t>(document)])) ++document;
    document_ = document;
}

void DateRangeSource::next(double) { find_from(document_ + 1); }

void DateRangeSource::skip_to(Xapian::docid document_id, double) {
    find_from(std::max(document_, static_cast<std::int64_t>(document_id) - 1));
}

}  // namespace broadsheet
