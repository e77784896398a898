// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/span_source.h"

#include <algorithm>

namespace broadsheet {

void SpanSource::init(const Xapian::Database& database) {
    documents_ = database.get_doccount();
    document_ = 0;
    matcher_.emplace(pattern_, generation_.parts()[generation_.part_with(database.get_uuid())]);
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
    if (deadline_ && deadline_->expired()) return true;
    return matcher_->matches(document_id - 1);
}

}  // namespace broadsheet
