// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What changes the archive while the server runs: one child process at a time, in the order of asking, so that no two
// ever overlap. The server itself writes neither record nor index; a crash of a child leaves it alone.

#include "engine/inbox/inbox.h"
#include "server/schedule/child_process.h"
#include "server/schedule/job.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace broadsheet {

/// The next time to run after `now_s`, both in seconds since 1970; no value: never by itself.
using NextRun = std::function<std::optional<std::int64_t>(std::int64_t now_s)>;

struct JobSchedule {
    NextRun next = [](std::int64_t) { return std::optional<std::int64_t>(); };
    /// True for times of the clock: one that comes while a job runs is made up for once, after it. Otherwise the next
    /// run is so long after the last one.
    bool by_clock = false;
};

struct JobCommands {
    std::vector<std::string> reindex;  ///< empty: there is nothing to reindex
    std::vector<std::string> take_in;  ///< the ids of requests are put behind it; empty: nothing can be posted
};

/// Finished jobs that are remembered, for as long as the process lives.
inline constexpr std::size_t finished_jobs_max = 100;

/// All functions may be called from any thread at any time.
class JobQueue {
public:
    JobQueue(const std::filesystem::path& archive, JobCommands commands, JobSchedule schedule = {});

    /// Stops.
    ~JobQueue();
    JobQueue(const JobQueue&) = delete;
    JobQueue& operator=(const JobQueue&) = delete;

    /// From now on jobs are run, first those that lie in the inbox.
    void start();

    /// Ends the child (SIGTERM, five seconds later SIGKILL) and the schedule; returns when both have ended. Requests
    /// that aren't done stay in the inbox for the next start.
    void stop();

    bool can_reindex() const { return !commands_.reindex.empty(); }

    /// The reindexing that waits for its turn, if one does, else a new one: one that runs may not have seen what has
    /// changed since. can_reindex() must hold.
    Job reindex(std::string cause);

    /// The same after a pause as long as the last reindexing took, at most half a minute.
    void reindex_soon(std::string cause);

    /// Keeps a request in the inbox, and lets its job wait for its turn. When this returns, the request survives
    /// anything. Throws as Inbox::put().
    Job submit(RequestKind kind, std::string_view bytes);

    /// The one that runs, those that wait, and the newest finished ones; the newest first.
    std::vector<Job> jobs() const;
    /// No value for one that isn't remembered.
    std::optional<Job> find(std::int64_t id) const;
    /// The same when it has finished, or once `at_most` is over or the queue stops or `abandoned` says so.
    std::optional<Job> wait(std::int64_t id, std::chrono::milliseconds at_most,
                            const std::function<bool()>& abandoned = {}) const;

    enum class Cancelled { yes, unknown, finished, under_way };
    /// A job that waits is never begun; its request is forgotten. A reindexing that runs is ended: what it has
    /// committed stays. A request that is being taken in can't be cancelled.
    Cancelled cancel(std::int64_t id);

    std::optional<Job> last_reindex() const;  ///< the newest finished one
    std::optional<Job> running_reindex() const;
    /// Reindexings since the start; those that were cancelled are neither.
    std::uint64_t succeeded() const { return succeeded_; }
    std::uint64_t failed() const { return failed_; }
    std::optional<std::int64_t> next_s() const;  ///< no value while stopped, without a schedule or while it is due
    bool is_scheduled() const;

private:
    /// A job with what only the queue knows.
    struct Entry {
        Job job;
        std::int64_t not_before_s = 0;
        int attempts = 0;  ///< children that were given the request and ended without having done it
    };
    /// The jobs of one child: one reindexing, or as many requests as wait.
    using Batch = std::vector<Entry>;

    void work();
    void note_due();
    bool take_batch();
    std::chrono::seconds time_to_next() const;
    void run_batch(std::unique_lock<std::mutex>& lock);
    std::vector<std::string> command_of_batch() const;
    void hear(std::string_view line);
    void settle_batch(const ChildResult& result);
    void settle_reindex(Job job, const ChildResult& result);
    void settle_request(Entry entry, const ChildResult& result);
    void keep_finished(Job job);
    void recover();
    std::int64_t next_id();
    Job add_request(const InboxRequest& request, std::string cause);
    Entry& wanted_reindex(std::string cause);

    const JobCommands commands_;
    const JobSchedule schedule_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;                ///< there may be something to do
    mutable std::condition_variable progressed_;  ///< a job has finished
    const Inbox inbox_;
    std::int64_t last_id_ = 0;
    bool stopping_ = true;
    bool cancelling_ = false;  ///< the running reindexing
    std::deque<Entry> queued_;
    Batch running_;
    std::deque<Job> finished_;  ///< the oldest first
    std::optional<Job> last_reindex_;
    std::atomic<std::uint64_t> succeeded_{0}, failed_{0};
    std::int64_t rest_until_s_ = 0;
    std::optional<std::int64_t> next_s_;
    ChildProcess* child_ = nullptr;  ///< while it runs, for stop() and cancel()
    std::thread thread_;
};

}  // namespace broadsheet
