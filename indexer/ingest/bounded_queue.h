// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A queue between threads that holds up its producers when it is full, so that memory stays bounded whatever the input.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace broadsheet {

template <typename Item>
class BoundedQueue {
public:
    /// Full when the costs of its items reach `cost_max`; a single item may cost more.
    explicit BoundedQueue(std::size_t cost_max) : cost_max_(cost_max) {}

    /// Waits for room. False if the queue has been closed; the item is then dropped.
    bool push(Item item, std::size_t cost = 1) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return closed_ || cost_ < cost_max_; });
        if (closed_) return false;
        cost_ += cost;
        items_.emplace_back(std::move(item), cost);
        changed_.notify_all();
        return true;
    }

    /// Waits for an item. No value when the queue has been closed and is empty.
    std::optional<Item> pop() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return closed_ || !items_.empty(); });
        if (items_.empty()) return std::nullopt;
        auto [item, cost] = std::move(items_.front());
        items_.pop_front();
        cost_ -= cost;
        changed_.notify_all();
        return std::move(item);
    }

    /// No more is pushed; what is there can still be popped.
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }

private:
    const std::size_t cost_max_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::pair<Item, std::size_t>> items_;
    std::size_t cost_ = 0;
    bool closed_ = false;
};

}  // namespace broadsheet
