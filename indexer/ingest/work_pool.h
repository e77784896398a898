// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Threads that do pieces of work in the order in which they were given, holding up the givers when too much is waiting.

#include "indexer/ingest/bounded_queue.h"

#include <functional>
#include <thread>
#include <vector>

namespace broadsheet {

class WorkPool {
public:
    /// `cost_max` bounds what is waiting to be begun, in the unit of submit()'s cost.
    WorkPool(unsigned threads, std::size_t cost_max) : waiting_(cost_max) {
        for (unsigned i = 0; i < threads; ++i)
            threads_.emplace_back([this] {
                while (std::optional<std::function<void()>> work = waiting_.pop()) (*work)();
            });
    }
    ~WorkPool() { finish(); }

    /// Takes no more, and waits until everything is done. Not from a thread of its own.
    void finish() {
        waiting_.close();
        threads_.clear();
    }

    /// Waits for room. `work` must not throw, and must not wait for other work of this pool.
    void submit(std::function<void()> work, std::size_t cost) { waiting_.push(std::move(work), cost); }

private:
    BoundedQueue<std::function<void()>> waiting_;
    std::vector<std::jthread> threads_;
};

}  // namespace broadsheet
