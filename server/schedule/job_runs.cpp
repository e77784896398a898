// SPDX-License-Identifier: GPL-3.0-or-later
// The queue's own thread: whose turn it is, the child that does it, and what becomes of it.
#include "engine/error.h"
#include "server/log/log.h"
#include "server/schedule/job_lines.h"
#include "server/schedule/job_queue.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <utility>

namespace broadsheet {
namespace {

/// The clock of the wall may be set while we wait: look at it at least this often.
constexpr auto longest_sleep = std::chrono::seconds(10);
constexpr std::int64_t longest_rest_s = 30;
/// Requests given to one child: a crash makes each of them be tried alone.
constexpr std::size_t batch_requests_max = 200;
/// A request that crashes its child so often isn't tried again before the next start; what a full disk hindered has
/// some minutes.
constexpr int crashes_max = 3, failures_max = 10;
constexpr std::int64_t longest_pause_s = 60;

std::int64_t now_s() {
    return static_cast<std::int64_t>(std::time(nullptr));
}

void note(const Job& job) {
    const std::int64_t seconds = *job.finished_s - job.started_s.value_or(*job.finished_s);
    if (job.state == JobState::failed)
        log(LogLevel::error, "job.failed",
            {{"job", job.id}, {"kind", name_of(job.kind)}, {"seconds", seconds}, {"reason", job.error}});
    else
        log(LogLevel::info, "job.finished",
            {{"job", job.id}, {"kind", name_of(job.kind)}, {"state", name_of(job.state)}, {"seconds", seconds}});
}

std::string failure_of(const ChildResult& result, std::string_view why_ended) {
    std::string text = "the indexer ended with exit code " + std::to_string(result.exit_code);
    if (result.signal != 0) text = "the indexer was ended by signal " + std::to_string(result.signal);
    if (!why_ended.empty()) text = "the indexer was ended because " + std::string(why_ended);
    std::string_view tail = result.error_tail;
    while (tail.ends_with('\n')) tail.remove_suffix(1);
    return tail.empty() ? text : text + ": " + std::string(tail);
}

}  // namespace

void JobQueue::work() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        note_due();
        if (take_batch())
            run_batch(lock);
        else
            wake_.wait_for(lock, time_to_next());
    }
}

/// A time of the schedule that has come, also while a child ran, lets one reindexing wait, however many have.
void JobQueue::note_due() {
    if (!next_s_ || now_s() < *next_s_) return;
    wanted_reindex("schedule").not_before_s = 0;
    next_s_ = schedule_.by_clock ? schedule_.next(now_s()) : std::nullopt;
}

/// Moves the jobs whose turn it is to `running_`; false if there are none.
bool JobQueue::take_batch() {
    const std::int64_t now = now_s();
    const auto first = std::ranges::find_if(queued_, [now](const Entry& entry) { return entry.not_before_s <= now; });
    if (first == queued_.end()) return false;
    const bool together = first->job.kind != JobKind::reindex && first->attempts == 0;
    std::deque<Entry> left;
    const std::int64_t id = first->job.id;
    for (Entry& entry : queued_) {
        const bool joins = together && entry.job.kind != JobKind::reindex && entry.attempts == 0 &&
                           running_.size() < batch_requests_max;
        if (entry.job.id == id || joins) {
            entry.job.state = JobState::running;
            entry.job.started_s = now;
            running_.push_back(std::move(entry));
        } else {
            left.push_back(std::move(entry));
        }
    }
    queued_ = std::move(left);
    return true;
}

std::chrono::seconds JobQueue::time_to_next() const {
    std::optional<std::int64_t> next = next_s_;
    for (const Entry& entry : queued_) next = std::min(next.value_or(entry.not_before_s), entry.not_before_s);
    if (!next) return longest_sleep;
    return std::clamp<std::chrono::seconds>(std::chrono::seconds(*next - now_s()), std::chrono::seconds(0),
                                            longest_sleep);
}

std::vector<std::string> JobQueue::command_of_batch() const {
    if (running_.front().job.kind == JobKind::reindex) return commands_.reindex;
    std::vector<std::string> command = commands_.take_in;
    for (const Entry& entry : running_) command.push_back(std::to_string(entry.job.id));
    return command;
}

/// Runs the child with the lock given back meanwhile.
void JobQueue::run_batch(std::unique_lock<std::mutex>& lock) {
    const std::vector<std::string> command = command_of_batch();
    cancelling_ = false;
    ChildResult result;
    lock.unlock();
    try {
        ChildProcess child(command);
        lock.lock();
        child_ = &child;
        if (stopping_ || cancelling_) child.terminate();
        lock.unlock();
        result = child.wait(std::chrono::seconds(5), [this](std::string_view line) { hear(line); });
        lock.lock();
        child_ = nullptr;
    } catch (const Error& error) {
        if (!lock.owns_lock()) lock.lock();
        child_ = nullptr;
        result.exit_code = 127;
        result.error_tail = error.what();
    }
    settle_batch(result);
}

/// What the child tells while it runs.
void JobQueue::hear(std::string_view line) {
    const ChildLine said = read_child_line(line);
    const std::lock_guard lock(mutex_);
    for (Entry& entry : running_) {
        entry.job.waits_for_archive = std::holds_alternative<ChildWaits>(said);
        if (const auto* progress = std::get_if<JobProgress>(&said)) entry.job.progress = *progress;
        if (const auto* counts = std::get_if<JobCounts>(&said)) entry.job.counts = *counts;
    }
    const auto* done = std::get_if<RequestDone>(&said);
    if (done == nullptr) return;
    const auto entry = std::ranges::find(running_, done->id, [](const Entry& running) { return running.job.id; });
    if (entry == running_.end()) return;
    Job job = std::move(entry->job);
    running_.erase(entry);
    job.state = JobState::done;
    job.counts = done->counts;
    job.articles = done->articles;
    job.problems = done->problems;
    const JobCounts& counts = done->counts;
    if (counts.rejected > 0 && counts.added + counts.updated + counts.unchanged == 0) {
        job.state = JobState::failed;
        job.error = "nothing of it could be used";
        if (!job.problems.empty()) job.error += ": " + job.problems.front().reason;
    }
    keep_finished(std::move(job));
}

void JobQueue::settle_batch(const ChildResult& result) {
    Batch left = std::exchange(running_, {});
    // Backwards, so that those that are tried again wait in their old order.
    for (auto entry = left.rbegin(); entry != left.rend(); ++entry) {
        if (entry->job.kind == JobKind::reindex)
            settle_reindex(std::move(entry->job), result);
        else
            settle_request(std::move(*entry), result);
    }
    progressed_.notify_all();
}

void JobQueue::settle_reindex(Job job, const ChildResult& result) {
    const bool ended_by_us = result.signal != 0 && (stopping_ || cancelling_);
    job.exit_code = result.exit_code;
    job.crashed = result.signal != 0 && !ended_by_us;
    job.state = result.exit_code == 0 ? JobState::done : ended_by_us ? JobState::cancelled : JobState::failed;
    if (job.state != JobState::done) {
        job.counts.reset();
        job.error = failure_of(result, !ended_by_us ? "" : stopping_ ? "the server stops" : "somebody cancelled it");
    }
    const std::int64_t now = now_s();
    rest_until_s_ = now + std::clamp<std::int64_t>(now - job.started_s.value_or(now), 0, longest_rest_s);
    if (!stopping_ && !next_s_ && !schedule_.by_clock) next_s_ = schedule_.next(now);
    keep_finished(std::move(job));
}

/// The child has ended without saying that the request is done.
void JobQueue::settle_request(Entry entry, const ChildResult& result) {
    Job& job = entry.job;
    job.waits_for_archive = false;
    if (result.exit_code == 0) {  // its file had gone: an earlier child did it
        job.state = JobState::done;
        return keep_finished(std::move(job));
    }
    ++entry.attempts;
    job.exit_code = result.exit_code;
    job.crashed = result.signal != 0 && !stopping_;
    job.error = failure_of(result, stopping_ ? "the server stops" : "");
    if (!stopping_ && entry.attempts >= (job.crashed ? crashes_max : failures_max)) {
        job.state = JobState::failed;
        job.error += " (the request is kept and tried again when the server starts)";
        return keep_finished(std::move(job));
    }
    job.state = JobState::queued;
    job.started_s.reset();
    const std::int64_t pause_s = job.crashed ? 0 : std::min(longest_pause_s, std::int64_t{1} << entry.attempts);
    entry.not_before_s = now_s() + pause_s;
    log(LogLevel::warning, "job.repeated", {{"job", job.id}, {"kind", name_of(job.kind)}, {"reason", job.error}});
    queued_.push_front(std::move(entry));
}

void JobQueue::keep_finished(Job job) {
    job.finished_s = now_s();
    job.waits_for_archive = false;
    note(job);
    if (job.kind == JobKind::reindex) {
        if (job.state == JobState::done) ++succeeded_;
        if (job.state == JobState::failed) ++failed_;
    }
    if (job.kind == JobKind::reindex && job.started_s) last_reindex_ = job;
    finished_.push_back(std::move(job));
    if (finished_.size() > finished_jobs_max) finished_.pop_front();
    progressed_.notify_all();
}

}  // namespace broadsheet
