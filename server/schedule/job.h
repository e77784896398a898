// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One thing that the server does to the archive, by a child process. Plain data.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

enum class JobKind {
    reindex,  ///< reading the sources again
    add,      ///< taking in articles that were posted
    remove    ///< taking articles down
};
enum class JobState { queued, running, done, failed, cancelled };

constexpr std::string_view name_of(JobKind kind) {
    constexpr std::string_view names[] = {"reindex", "add", "remove"};
    return names[static_cast<std::size_t>(kind)];
}
constexpr std::string_view name_of(JobState state) {
    constexpr std::string_view names[] = {"queued", "running", "done", "failed", "cancelled"};
    return names[static_cast<std::size_t>(state)];
}

/// How far a run of the indexer is.
struct JobProgress {
    std::int64_t files = 0, files_total = 0;  ///< unchanged ones count as done
    std::int64_t bytes = 0, bytes_total = 0;  ///< of the files that must be read
    std::int64_t articles = 0;
    double seconds = 0;
};

/// In articles; `scanned`: files.
struct JobCounts {
    std::uint64_t scanned = 0, added = 0, updated = 0, unchanged = 0, removed = 0, rejected = 0;
};

struct JobProblem {
    std::string location;  ///< in what was posted: "line 3", "article 2"
    std::string reason;
};

struct Job {
    std::int64_t id = 0;  ///< ascending; never given twice, as long as the clock doesn't go back over a restart
    JobKind kind = JobKind::reindex;
    JobState state = JobState::queued;
    std::string cause;           ///< why it is there: "request", "schedule", "change", "start"
    std::int64_t created_s = 0;  ///< seconds since 1970, as all others
    std::optional<std::int64_t> started_s{}, finished_s{};
    bool waits_for_archive = false;  ///< running, but another program writes the archive
    std::optional<JobProgress> progress{};
    std::optional<JobCounts> counts{};      ///< once it is done
    std::vector<std::uint32_t> articles{};  ///< those that were added, changed or taken down: the first thousand
    std::vector<JobProblem> problems{};     ///< the first twenty
    int exit_code = 0;                      ///< as ChildResult has it; 127 if the program could not be started
    bool crashed = false;                   ///< ended by a signal that was none of ours
    std::string error{};                    ///< why it failed, with the last of its stderr; empty otherwise

    bool finished() const {
        return state == JobState::done || state == JobState::failed || state == JobState::cancelled;
    }
};

}  // namespace broadsheet
