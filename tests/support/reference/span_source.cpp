// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/reference/span_source.h"

#include "tests/support/generation_database.h"

#include <algorithm>

namespace broadsheet {

void SpanSource::init(const Xapian::Database& database) {
    documents_ = database.get_doccount();
    document_ = 0;
    matcher_.emplace(pattern_, test::part_of(generation_, database));
}

void SpanSource::next(double) {
    skip_to(document_ + 1, 0);
}

void SpanSource::skip_to(Xapian::docid document_id, double) {
    document_ = std::max(document_, document_id);
    while (document_ <= documents_ && !matcher_->matches(document_ - 1)) ++document_;
}

bool SpanSource::check(Xapian::docid document_id, double) {
    document_ = document_id;
    return matcher_->matches(document_id - 1);
}

}  // namespace broadsheet
