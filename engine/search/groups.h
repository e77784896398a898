// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which articles tell the same, by article, for searches that show one of them.

#include "engine/record/record_reader.h"
#include "engine/search/search.h"

#include <vector>

namespace broadsheet {

class Groups {
public:
    /// Reads all groupings of the record: some tens of milliseconds for each hundred thousand articles that have one.
    Groups(RecordReader& record, GroupBy by);

    /// Number of the article's group, 0 if it is alone.
    std::uint32_t of(std::uint32_t article) const { return article < groups_.size() ? groups_[article] : 0; }

    /// All numbers of groups are below this.
    std::size_t end() const { return end_; }

private:
    std::vector<std::uint32_t> groups_;  ///< by article id
    std::size_t end_ = 0;
};

}  // namespace broadsheet
