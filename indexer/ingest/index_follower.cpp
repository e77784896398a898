// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest/index_follower.h"

#include <utility>

namespace broadsheet {

namespace {

/// Changes that make a segment worth writing before the run ends. Fewer would mean more merging.
constexpr Sequence gathered_min = 20'000;

}  // namespace

IndexFollower::IndexFollower(const ArchiveLock& lock, unsigned jobs)
    : record_(lock.archive()),
      index_(lock, record_, jobs),
      thread_([this](const std::stop_token& stop) { follow(stop); }) {}

IndexFollower::~IndexFollower() = default;

void IndexFollower::committed(Sequence sequence) {
    const std::lock_guard lock(mutex_);
    committed_ = sequence;
    changed_.notify_all();
}

void IndexFollower::catch_up() {
    const std::lock_guard lock(mutex_);
    complete_ = true;
    changed_.notify_all();
}

void IndexFollower::follow(const std::stop_token& stop) {
    try {
        while (true) {
            {
                std::unique_lock lock(mutex_);
                const auto enough = [this] { return complete_ || committed_ >= index_.covered() + gathered_min; };
                if (!changed_.wait(lock, stop, enough) || committed_ <= index_.covered()) return;
            }
            taken_ += index_.catch_up(record_);
        }
    } catch (...) {
        const std::lock_guard lock(mutex_);
        failure_ = std::current_exception();
    }
}

std::uint64_t IndexFollower::finish() {
    thread_.request_stop();
    thread_.join();
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
    taken_ += index_.catch_up(record_);
    index_.settle(taken_);
    return index_.generation();
}

}  // namespace broadsheet
