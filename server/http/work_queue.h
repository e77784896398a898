// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Connections that have something to read, waiting for one of a fixed number of threads. Bounded.

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "server/http/connection.h"

namespace broadsheet {

class WorkQueue {
public:
    using Work = std::function<void(std::unique_ptr<Connection>)>;

    /// `work` must not throw. `count` is kept at how many wait.
    WorkQueue(std::size_t workers, std::size_t queue_max, HttpGauges::Gauge& count, Work work);
    ~WorkQueue();
    WorkQueue(const WorkQueue&) = delete;
    WorkQueue& operator=(const WorkQueue&) = delete;

    /// Takes the connection, unless the queue is full or finished: then it is left with the caller.
    bool push(std::unique_ptr<Connection>& connection);

    /// Works off what is queued, then ends the threads.
    void finish();

    bool someone_waits() const { return waiting_ > 0; }
    bool worker_is_free() const { return free_workers_ > 0; }

private:
    struct Waker {
        std::condition_variable condition;
        bool woken = false;
    };

    void run_worker(Waker& waker);
    void wait(Waker& waker, std::unique_lock<std::mutex>& lock);

    const std::size_t queue_max_;
    HttpGauges::Gauge& count_;
    const Work work_;
    std::mutex mutex_;
    std::deque<Waker> wakers_;  ///< one a worker
    /// Who has been idle for the shortest time is woken first: it has its tables and its memory at hand, and the others
    /// need none.
    std::vector<Waker*> idle_;
    std::deque<std::unique_ptr<Connection>> queue_;
    bool finishing_ = false;
    std::atomic<std::size_t> waiting_{0};
    std::atomic<std::size_t> free_workers_{0};
    std::vector<std::thread> workers_;
};

}  // namespace broadsheet
