// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/schedule/job_queue.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <utility>

namespace broadsheet {
namespace {

std::int64_t now_s() {
    return static_cast<std::int64_t>(std::time(nullptr));
}

std::int64_t now_ms() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

JobKind kind_of(RequestKind kind) {
    return kind == RequestKind::take_down ? JobKind::remove : JobKind::add;
}

}  // namespace

JobQueue::JobQueue(const std::filesystem::path& archive, JobCommands commands, JobSchedule schedule)
    : commands_(std::move(commands)), schedule_(std::move(schedule)), inbox_(archive) {}

JobQueue::~JobQueue() {
    stop();
}

void JobQueue::start() {
    const std::lock_guard lock(mutex_);
    if (!stopping_) return;
    stopping_ = false;
    if (!commands_.take_in.empty()) recover();
    next_s_ = can_reindex() ? schedule_.next(now_s()) : std::nullopt;
    thread_ = std::thread([this] { work(); });
}

void JobQueue::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        next_s_.reset();
        if (child_ != nullptr) child_->terminate();
    }
    wake_.notify_all();
    progressed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

/// What was acknowledged before this process began.
void JobQueue::recover() {
    inbox_.sweep();
    for (const InboxRequest& request : inbox_.list()) {
        last_id_ = std::max(last_id_, request.id);
        add_request(request, "start");
    }
}

std::int64_t JobQueue::next_id() {
    last_id_ = std::max(last_id_ + 1, now_ms());
    return last_id_;
}

Job JobQueue::add_request(const InboxRequest& request, std::string cause) {
    const auto known = std::ranges::find(queued_, request.id, [](const Entry& entry) { return entry.job.id; });
    if (known != queued_.end()) return known->job;
    Entry entry;
    entry.job.id = request.id;
    entry.job.kind = kind_of(request.kind);
    entry.job.cause = std::move(cause);
    entry.job.created_s = now_s();
    queued_.push_back(std::move(entry));
    return queued_.back().job;
}

/// The one that waits, or a new one.
JobQueue::Entry& JobQueue::wanted_reindex(std::string cause) {
    const auto waiting =
        std::ranges::find(queued_, JobKind::reindex, [](const Entry& entry) { return entry.job.kind; });
    if (waiting != queued_.end()) return *waiting;
    Entry entry;
    entry.job.id = next_id();
    entry.job.cause = std::move(cause);
    entry.job.created_s = now_s();
    queued_.push_back(std::move(entry));
    return queued_.back();
}

Job JobQueue::reindex(std::string cause) {
    Job job;
    {
        const std::lock_guard lock(mutex_);
        Entry& entry = wanted_reindex(std::move(cause));
        entry.not_before_s = 0;
        job = entry.job;
    }
    wake_.notify_all();
    return job;
}

void JobQueue::reindex_soon(std::string cause) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return;
        const std::size_t waiting = queued_.size();
        Entry& entry = wanted_reindex(std::move(cause));
        if (queued_.size() > waiting) entry.not_before_s = rest_until_s_;
    }
    wake_.notify_all();
}

Job JobQueue::submit(RequestKind kind, std::string_view bytes) {
    std::int64_t id = 0;
    {
        const std::lock_guard lock(mutex_);
        id = next_id();
    }
    const InboxRequest request = inbox_.put(id, kind, bytes);  // waits for the disk
    Job job;
    {
        const std::lock_guard lock(mutex_);
        job = add_request(request, "request");
    }
    wake_.notify_all();
    return job;
}

JobQueue::Cancelled JobQueue::cancel(std::int64_t id) {
    const std::lock_guard lock(mutex_);
    const auto is_it = [id](const Entry& entry) { return entry.job.id == id; };
    if (const auto running = std::ranges::find_if(running_, is_it); running != running_.end()) {
        if (running->job.kind != JobKind::reindex) return Cancelled::under_way;
        cancelling_ = true;
        if (child_ != nullptr) child_->terminate();
        return Cancelled::yes;
    }
    if (const auto waiting = std::ranges::find_if(queued_, is_it); waiting != queued_.end()) {
        if (waiting->job.kind != JobKind::reindex)
            if (const auto request = inbox_.find(id)) inbox_.remove(*request);
        Job job = std::move(waiting->job);
        queued_.erase(waiting);
        job.state = JobState::cancelled;
        job.error.clear();
        if (!next_s_ && !stopping_ && !schedule_.by_clock && job.kind == JobKind::reindex)
            next_s_ = schedule_.next(now_s());
        keep_finished(std::move(job));
        return Cancelled::yes;
    }
    const bool known = std::ranges::find(finished_, id, &Job::id) != finished_.end();
    return known ? Cancelled::finished : Cancelled::unknown;
}

std::vector<Job> JobQueue::jobs() const {
    const std::lock_guard lock(mutex_);
    std::vector<Job> jobs;
    for (const Entry& entry : running_) jobs.push_back(entry.job);
    for (const Entry& entry : queued_) jobs.push_back(entry.job);
    jobs.insert(jobs.end(), finished_.begin(), finished_.end());
    std::ranges::sort(jobs, std::greater(), &Job::id);
    return jobs;
}

std::optional<Job> JobQueue::find(std::int64_t id) const {
    return wait(id, std::chrono::milliseconds(0));
}

std::optional<Job> JobQueue::wait(std::int64_t id, std::chrono::milliseconds at_most,
                                  const std::function<bool()>& abandoned) const {
    constexpr std::chrono::milliseconds look(250);
    const auto until = std::chrono::steady_clock::now() + at_most;
    std::unique_lock lock(mutex_);
    while (true) {
        const auto finished = std::ranges::find(finished_, id, &Job::id);
        if (finished != finished_.end()) return *finished;
        const Job* pending = nullptr;
        for (const Entry& entry : running_)
            if (entry.job.id == id) pending = &entry.job;
        for (const Entry& entry : queued_)
            if (entry.job.id == id) pending = &entry.job;
        const auto left = until - std::chrono::steady_clock::now();
        const bool over = left <= left.zero() || stopping_ || pending == nullptr || (abandoned && abandoned());
        if (over) return pending == nullptr ? std::nullopt : std::optional(*pending);
        progressed_.wait_for(lock, std::min<std::chrono::nanoseconds>(left, look));
    }
}

std::optional<Job> JobQueue::last_reindex() const {
    const std::lock_guard lock(mutex_);
    return last_reindex_;
}

std::optional<Job> JobQueue::running_reindex() const {
    const std::lock_guard lock(mutex_);
    if (running_.empty() || running_.front().job.kind != JobKind::reindex) return std::nullopt;
    return running_.front().job;
}

bool JobQueue::is_scheduled() const {
    return can_reindex() && schedule_.next(now_ms() / 1000).has_value();
}

std::optional<std::int64_t> JobQueue::next_s() const {
    const std::lock_guard lock(mutex_);
    return next_s_;
}

}  // namespace broadsheet
