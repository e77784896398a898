// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// When to reindex, and the one indexer that runs at a time, as a process of its own: its crash leaves the server alone.

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "server/schedule/child_process.h"

namespace broadsheet {

struct IndexerRun {
    std::int64_t id = 0;         ///< from 1, in the order of starting, for this process
    std::int64_t started_s = 0;  ///< seconds since 1970
    std::optional<std::int64_t> finished_s{};
    int exit_code = 0;         ///< as ChildResult has it; 127 if the program could not be started
    bool crashed = false;      ///< ended by a signal that stop() did not send
    std::string summary_json;  ///< the last line of stdout if it looks like a JSON object, else empty
    std::string error;         ///< why it failed, with the last of its stderr; empty after success
};

/// The next time to run after `now_s`, both in seconds since 1970; no value: never by itself.
using NextRun = std::function<std::optional<std::int64_t>(std::int64_t now_s)>;

class ReindexScheduler {
public:
    ReindexScheduler(std::vector<std::string> command, NextRun next_run);

    /// Stops.
    ~ReindexScheduler();
    ReindexScheduler(const ReindexScheduler&) = delete;
    ReindexScheduler& operator=(const ReindexScheduler&) = delete;

    void start();

    /// Ends the indexer (SIGTERM, five seconds later SIGKILL) and the schedule; returns when both have ended.
    void stop();

    /// Starts a run; running() has it when this returns. False if one is running or the scheduler is not.
    bool trigger_now();

    /// Starts a run, or lets another follow the one that is running, which may not have seen what has changed since.
    /// Between the two is a pause as long as the last one took, at most half a minute.
    void trigger_soon();

    std::optional<IndexerRun> last() const;  ///< the newest finished one
    std::optional<IndexerRun> running() const;
    std::optional<IndexerRun> find(std::int64_t id) const;  ///< the running one or one of the last 32
    std::uint64_t succeeded() const { return succeeded_; }
    std::uint64_t failed() const { return failed_; }
    std::optional<std::int64_t> next_s() const;  ///< no value while stopped or without a schedule

private:
    void follow_schedule();
    void begin_run();
    void run_indexer(std::unique_lock<std::mutex>& lock);

    const std::vector<std::string> command_;
    const NextRun next_run_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = true;
    bool wanted_ = false;            ///< by trigger_soon(), not begun yet
    std::int64_t rest_until_s_ = 0;  ///< before then only the schedule and trigger_now() start a run
    std::int64_t runs_ = 0;
    std::atomic<std::uint64_t> succeeded_{0}, failed_{0};
    std::optional<IndexerRun> running_;
    std::deque<IndexerRun> finished_;
    std::optional<std::int64_t> next_s_;
    ChildProcess* child_ = nullptr;  ///< while it runs, for stop()
    std::thread thread_;
};

}  // namespace broadsheet
