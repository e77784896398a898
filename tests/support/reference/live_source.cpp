// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/reference/live_source.h"

#include "engine/match/segment_arrays.h"
#include "tests/support/generation_database.h"

#include <algorithm>

namespace broadsheet {

Xapian::PostingSource* LiveSource::clone() const {
    return new LiveSource(generation_, range_);
}

void LiveSource::init(const Xapian::Database& database) {
    segment_ = &test::part_of(generation_, database).segment;
    documents_ = segment_->entry.documents;
    document_ = -1;
}

void LiveSource::find_from(std::int64_t document) {
    const auto end = static_cast<std::int64_t>(documents_);
    const auto published_s = segment_->files->columns.published_s;
    const auto wanted = [&](std::int64_t candidate) {
        return !segment_->is_dead(static_cast<std::uint32_t>(candidate)) &&
               match::contains(range_, published_s[static_cast<std::size_t>(candidate)]);
    };
    while (document < end && !wanted(document)) ++document;
    document_ = document;
}

void LiveSource::next(double) {
    find_from(document_ + 1);
}

void LiveSource::skip_to(Xapian::docid document_id, double) {
    find_from(std::max(document_, static_cast<std::int64_t>(document_id) - 1));
}

}  // namespace broadsheet
