// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/repeated_runs.h"

#include "cli/output.h"
#include "cli/run_times.h"
#include "cli/stop_signals.h"
#include "engine/error.h"
#include "indexer/watch/folder_watch.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <optional>

namespace broadsheet::cli {

namespace {

using std::chrono::milliseconds;

constexpr std::int64_t retry_ms = 60'000;
/// The clock of the wall may be set while we wait: look at it at least this often.
constexpr std::int64_t longest_wait_ms = 10'000;
/// Between runs of --watch is at least as much time as the last one took, but no more than this.
constexpr std::int64_t longest_rest_ms = 30'000;

std::int64_t now_ms() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<milliseconds>(now).count();
}

/// Waits between runs.
class Waiting {
public:
    explicit Waiting(const RepeatOptions& options) {
        if (!options.every.empty()) times_ = parse_run_times("--every", options.every);
        if (!options.watch) return;
        WatchOptions watched;
        watched.paths = options.paths;
        watched.archive = options.archive;
        watch_.emplace(std::move(watched));
        report();
        std::cerr << "broadsheet: watching " << counted(watch_->folder_count(), "folder", "folders") << std::endl;
    }

    /// False if there is to be no other run. `taken_ms`: by the last one.
    bool until_next(const StopSignals& stop, bool failed, std::int64_t taken_ms) {
        const std::int64_t begun = now_ms();
        if (watch_) watch_->rest(milliseconds(std::clamp<std::int64_t>(taken_ms, 0, longest_rest_ms)));
        std::optional<std::int64_t> due;
        if (times_) due = times_(begun);
        if (failed) due = std::min(due.value_or(begun + retry_ms), begun + retry_ms);
        while (true) {
            const std::int64_t now = now_ms();
            if (due && (now >= *due || now < begun)) return !stop.requested();
            const std::int64_t left = std::min(longest_wait_ms, due ? *due - now : longest_wait_ms);
            switch (wait(milliseconds(left), stop)) {
                case Woken::stopped:
                    return false;
                case Woken::changed:
                    return true;
                case Woken::time:
                    break;
            }
        }
    }

private:
    Woken wait(milliseconds at_most, const StopSignals& stop) {
        if (!watch_) return stop.wait(at_most) ? Woken::stopped : Woken::time;
        const Woken woken = watch_->wait(at_most, stop.descriptor());
        report();
        return woken;
    }

    void report() {
        for (const std::string& notice : watch_->take_notices())
            std::cerr << "broadsheet: " << harmless_line(notice) << std::endl;
    }

    RunTimes times_;
    std::optional<FolderWatch> watch_;
};

}  // namespace

void repeat_runs(const RepeatOptions& options,
                 const std::function<void(const std::function<bool()>& stop_requested)>& run) {
    const StopSignals stop;
    Waiting waiting(options);  // what changes from now on is not missed
    bool failed = false;
    std::int64_t begun = now_ms();
    for (bool first = true; first || waiting.until_next(stop, failed, now_ms() - begun); first = false) {
        try {
            failed = false;
            begun = now_ms();
            run([&stop] { return stop.requested(); });
        } catch (const RunStopped&) {
            std::cerr << "broadsheet: stopped in the middle of a run; what was committed stays" << std::endl;
            return;
        } catch (const Error& error) {
            if (first && error.kind() == ErrorKind::usage) throw;
            failed = true;
            std::cerr << "broadsheet: " << harmless_line(error.what()) << std::endl;
        }
    }
}

}  // namespace broadsheet::cli
