// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a reader of /api/v1/status learns about scheduled reindexing. Plain data, filled by whoever schedules.

#include <cstdint>
#include <optional>
#include <string>

namespace broadsheet {

/// Figures of one run of the indexer, as `index --json` ends with them.
struct ReindexCounts {
    std::uint64_t scanned = 0, added = 0, updated = 0, unchanged = 0, removed = 0, rejected = 0;
};

struct ReindexRun {
    std::int64_t started_s = 0;
    std::optional<std::int64_t> finished_s;  ///< unset while it runs
    std::optional<int> exit_code;
    std::optional<ReindexCounts> counts;
    std::string message;  ///< why it failed, in words; empty if it didn't
};

struct ReindexReport {
    bool scheduled = false;
    std::optional<ReindexRun> running;
    std::optional<ReindexRun> last;
    std::optional<std::int64_t> next_s;
    std::uint64_t succeeded = 0, failed = 0;  ///< runs since the server's start
};

}  // namespace broadsheet
