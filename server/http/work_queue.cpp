// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/work_queue.h"

#include <utility>

namespace broadsheet {

WorkQueue::WorkQueue(std::size_t workers, std::size_t queue_max, HttpGauges::Gauge& count, Work work)
    : queue_max_(queue_max), count_(count), work_(std::move(work)), wakers_(workers) {
    workers_.reserve(workers);
    for (Waker& waker : wakers_) workers_.emplace_back([this, &waker] { run_worker(waker); });
}

WorkQueue::~WorkQueue() {
    finish();
}

bool WorkQueue::push(std::unique_ptr<Connection>& connection) {
    {
        const std::lock_guard lock(mutex_);
        // A free worker takes its connection at once: only those beyond count against the limit.
        if (finishing_ || queue_.size() >= queue_max_ + free_workers_) return false;
        queue_.push_back(std::move(connection));
        waiting_ = queue_.size();
        count_ = static_cast<std::int64_t>(queue_.size());
        if (idle_.empty()) return true;
        Waker& waker = *idle_.back();
        idle_.pop_back();
        waker.woken = true;
        waker.condition.notify_one();
    }
    return true;
}

void WorkQueue::finish() {
    {
        const std::lock_guard lock(mutex_);
        finishing_ = true;
        for (Waker& waker : wakers_) waker.condition.notify_one();
    }
    for (std::thread& worker : workers_) {
        if (worker.joinable()) worker.join();
    }
}

void WorkQueue::wait(Waker& waker, std::unique_lock<std::mutex>& lock) {
    waker.woken = false;
    idle_.push_back(&waker);
    ++free_workers_;
    waker.condition.wait(lock, [&] { return waker.woken || finishing_; });
    --free_workers_;
}

void WorkQueue::run_worker(Waker& waker) {
    std::unique_lock lock(mutex_);
    while (true) {
        while (queue_.empty() && !finishing_) wait(waker, lock);
        if (queue_.empty()) return;
        std::unique_ptr<Connection> connection = std::move(queue_.front());
        queue_.pop_front();
        waiting_ = queue_.size();
        count_ = static_cast<std::int64_t>(queue_.size());
        lock.unlock();
        work_(std::move(connection));
        lock.lock();
    }
}

}  // namespace broadsheet
