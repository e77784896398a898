// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/schedule/reindex_scheduler.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <utility>

#include "engine/error.h"
#include "server/log/log.h"

namespace broadsheet {
namespace {

constexpr std::size_t finished_kept = 32;
/// The clock of the wall may be set while we wait: look at it at least this often.
constexpr auto longest_sleep = std::chrono::seconds(10);
constexpr std::int64_t longest_rest_s = 30;

std::int64_t now_s() {
    return static_cast<std::int64_t>(std::time(nullptr));
}

std::string summary_of(const std::string& line) {
    return line.starts_with('{') && line.ends_with('}') ? line : std::string();
}

std::string failure_of(const ChildResult& result, bool stopped) {
    if (result.exit_code == 0) return {};
    std::string text = "the indexer ended with exit code " + std::to_string(result.exit_code);
    if (result.signal != 0) text = "the indexer was ended by signal " + std::to_string(result.signal);
    if (stopped) text = "the indexer was ended because the server stops";
    std::string_view tail = result.error_tail;
    while (tail.ends_with('\n')) tail.remove_suffix(1);
    return tail.empty() ? text : text + ": " + std::string(tail);
}

void note(const IndexerRun& run) {
    const std::int64_t seconds = *run.finished_s - run.started_s;
    if (run.error.empty())
        log(LogLevel::info, "reindex.finished", {{"run", run.id}, {"seconds", seconds}});
    else
        log(LogLevel::error, "reindex.failed", {{"run", run.id}, {"seconds", seconds}, {"reason", run.error}});
}

}  // namespace

ReindexScheduler::ReindexScheduler(std::vector<std::string> command, NextRun next_run)
    : command_(std::move(command)), next_run_(std::move(next_run)) {}

ReindexScheduler::~ReindexScheduler() {
    stop();
}

void ReindexScheduler::start() {
    const std::lock_guard lock(mutex_);
    if (!stopping_) return;
    stopping_ = false;
    next_s_ = next_run_(now_s());
    thread_ = std::thread([this] { follow_schedule(); });
}

void ReindexScheduler::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        next_s_.reset();
        if (child_ != nullptr) child_->terminate();
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

bool ReindexScheduler::trigger_now() {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_ || running_) return false;
        begin_run();
    }
    wake_.notify_all();
    return true;
}

void ReindexScheduler::trigger_soon() {
    {
        const std::lock_guard lock(mutex_);
        wanted_ = true;
    }
    wake_.notify_all();
}

void ReindexScheduler::begin_run() {
    wanted_ = false;
    running_ = IndexerRun{};
    running_->id = ++runs_;
    running_->started_s = now_s();
}

void ReindexScheduler::follow_schedule() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        std::optional<std::int64_t> due = next_s_;
        if (wanted_) due = std::min(due.value_or(rest_until_s_), rest_until_s_);
        if (!running_ && due && now_s() >= *due) begin_run();
        if (running_) {
            run_indexer(lock);
            next_s_ = stopping_ ? std::nullopt : next_run_(now_s());
            continue;
        }
        const std::chrono::seconds left(due ? *due - now_s() : longest_sleep.count());
        wake_.wait_for(lock, std::clamp<std::chrono::seconds>(left, std::chrono::seconds(0), longest_sleep));
    }
}

/// Runs the child with the lock given back meanwhile.
void ReindexScheduler::run_indexer(std::unique_lock<std::mutex>& lock) {
    IndexerRun run = *running_;
    lock.unlock();
    try {
        ChildProcess child(command_);
        lock.lock();
        child_ = &child;
        if (stopping_) child.terminate();
        lock.unlock();
        const ChildResult result = child.wait();
        lock.lock();
        child_ = nullptr;
        run.exit_code = result.exit_code;
        run.crashed = result.signal != 0 && !stopping_;
        run.summary_json = summary_of(result.last_output_line);
        run.error = failure_of(result, stopping_ && result.signal != 0);
    } catch (const Error& error) {
        if (!lock.owns_lock()) lock.lock();
        run.exit_code = 127;
        run.error = error.what();
    }
    run.finished_s = now_s();
    note(run);
    ++(run.error.empty() ? succeeded_ : failed_);
    rest_until_s_ = *run.finished_s + std::clamp<std::int64_t>(*run.finished_s - run.started_s, 0, longest_rest_s);
    running_.reset();
    finished_.push_back(std::move(run));
    if (finished_.size() > finished_kept) finished_.pop_front();
}

std::optional<IndexerRun> ReindexScheduler::last() const {
    const std::lock_guard lock(mutex_);
    if (finished_.empty()) return std::nullopt;
    return finished_.back();
}

std::optional<IndexerRun> ReindexScheduler::running() const {
    const std::lock_guard lock(mutex_);
    return running_;
}

std::optional<IndexerRun> ReindexScheduler::find(std::int64_t id) const {
    const std::lock_guard lock(mutex_);
    if (running_ && running_->id == id) return running_;
    for (const IndexerRun& run : finished_) {
        if (run.id == id) return run;
    }
    return std::nullopt;
}

std::optional<std::int64_t> ReindexScheduler::next_s() const {
    const std::lock_guard lock(mutex_);
    return next_s_;
}

}  // namespace broadsheet
