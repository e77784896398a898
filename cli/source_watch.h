// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Lets a server's indexer run whenever its sources have changed.

#include "server/schedule/job_queue.h"

#include <filesystem>
#include <thread>
#include <vector>

namespace broadsheet::cli {

/// A thread that watches the sources and asks for a run at the start, after each change, and a minute
/// after a run that failed. The queue must have been started and must outlive it.
class SourceWatch {
public:
    /// Throws Error{io}.
    SourceWatch(JobQueue& jobs, std::vector<std::filesystem::path> sources, std::filesystem::path archive);
    ~SourceWatch();
    SourceWatch(const SourceWatch&) = delete;
    SourceWatch& operator=(const SourceWatch&) = delete;

private:
    void watch(JobQueue& jobs, const std::vector<std::filesystem::path>& sources,
               const std::filesystem::path& archive) const;

    int stop_descriptor_ = -1;  ///< can be read when the thread is to end
    std::thread thread_;
};

}  // namespace broadsheet::cli
