// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/reference/freshness_source.h"

#include "tests/support/generation_database.h"

namespace broadsheet {

void FreshnessSource::init(const Xapian::Database& database) {
    segment_ = &test::part_of(generation_, database).segment;
    documents_ = segment_->entry.documents;
    document_ = 0;
    set_maxweight(freshness_weight);
}

double FreshnessSource::get_weight() const {
    const std::int64_t published_s = segment_->files->columns.published_s[document_ - 1];
    if (published_s == no_date) return 0;
    return freshness(published_s, now_s_, half_life_days_);
}

}  // namespace broadsheet
