// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a child tells of its work, a line of JSON each on its stdout.

#include "server/schedule/job.h"

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace broadsheet {

/// Another program writes the archive; the child waits.
struct ChildWaits {};

/// A request of the inbox is done.
struct RequestDone {
    std::int64_t id = 0;
    JobCounts counts;
    std::vector<std::uint32_t> articles;
    std::vector<JobProblem> problems;
};

/// JobCounts: the last line of a run.
using ChildLine = std::variant<std::monostate, ChildWaits, JobProgress, RequestDone, JobCounts>;

/// What a line says; nothing for any other line.
ChildLine read_child_line(std::string_view line);

}  // namespace broadsheet
