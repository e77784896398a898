// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Runs of the indexer again and again: when something has changed, when it is time, until a signal comes.

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace broadsheet::cli {

/// Thrown by a run that was asked to stop.
struct RunStopped {};

struct RepeatOptions {
    std::string every;   ///< as parse_run_times() has it; empty: not by time
    bool watch = false;  ///< when something below the paths has changed
    std::vector<std::filesystem::path> paths;
    std::filesystem::path archive;
};

/// Runs at once, then again as the options say; returns after SIGINT or SIGTERM. A run that throws an Error is reported
/// on stderr and repeated after a minute, or earlier if it is time or something changes. Throws Error{usage}, also if
/// the first run does.
void repeat_runs(const RepeatOptions& options,
                 const std::function<void(const std::function<bool()>& stop_requested)>& run);

}  // namespace broadsheet::cli
