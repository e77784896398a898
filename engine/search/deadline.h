// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// When a search has taken long enough. What was found by then is the answer, and is said to be a part.

#include <chrono>
#include <cstdint>

namespace broadsheet {

/// For one thread. Once expired it stays so.
class Deadline {
public:
    explicit Deadline(std::chrono::milliseconds allowed) : end_(std::chrono::steady_clock::now() + allowed) {}

    /// Cheap enough to ask for every document: looks at the clock each eighth time.
    bool expired() {
        if (!expired_ && ++asked_ % 8 == 0) expired_ = std::chrono::steady_clock::now() >= end_;
        return expired_;
    }
    /// True if anyone was told that it has expired.
    bool was_missed() const { return expired_; }

    /// Looks at the clock now.
    bool expired_now() {
        expired_ = expired_ || std::chrono::steady_clock::now() >= end_;
        return expired_;
    }

private:
    const std::chrono::steady_clock::time_point end_;
    std::uint32_t asked_ = 0;
    bool expired_ = false;
};

}  // namespace broadsheet
