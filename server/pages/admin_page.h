// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the server does to the archive, for whoever looks after it.

#include "engine/search/searcher.h"
#include "server/schedule/job.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace broadsheet {

struct AdminView {
    ArchiveOverview archive;
    std::vector<Job> jobs;  ///< the newest first
    std::optional<std::int64_t> next_s;
    bool scheduled = false;
    bool has_sources = false;  ///< something can be read again
    std::vector<Run> runs;     ///< the newest first
    std::uint64_t record_bytes = 0, index_bytes = 0;
};

std::string admin_page(const AdminView& view);

}  // namespace broadsheet
