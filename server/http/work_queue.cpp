// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/work_queue.h"

#include <utility>

namespace broadsheet {

WorkQueue::WorkQueue(std::size_t workers, std::size_t queue_max, Work work)
    : queue_max_(queue_max), work_(std::move(work)) {
    workers_.reserve(workers);
    for (std::size_t i = 0; i < workers; ++i) workers_.emplace_back([this] { run_worker(); });
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
    }
    wake_.notify_one();
    return true;
}

void WorkQueue::finish() {
    {
        const std::lock_guard lock(mutex_);
        finishing_ = true;
    }
    wake_.notify_all();
    for (std::thread& worker : workers_) {
        if (worker.joinable()) worker.join();
    }
}

void WorkQueue::run_worker() {
    std::unique_lock lock(mutex_);
    while (true) {
        ++free_workers_;
        wake_.wait(lock, [this] { return finishing_ || !queue_.empty(); });
        --free_workers_;
        if (queue_.empty()) return;
        std::unique_ptr<Connection> connection = std::move(queue_.front());
        queue_.pop_front();
        waiting_ = queue_.size();
        lock.unlock();
        work_(std::move(connection));
        lock.lock();
    }
}

}  // namespace broadsheet
