// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/groups.h"

#include <algorithm>

namespace broadsheet {

Groups::Groups(RecordReader& record, GroupBy by) {
    record.groupings([this, by](const GroupingRow& grouping) {
        const std::size_t article = grouping.article.value;
        if (article >= groups_.size()) groups_.resize(article + 1);
        groups_[article] = by == GroupBy::story ? grouping.story : grouping.duplicate;
        end_ = std::max(end_, std::size_t{groups_[article]} + 1);
    });
}

}  // namespace broadsheet
