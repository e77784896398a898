// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// When a search has taken long enough. What was found by then is the answer, and is said to be a part.

#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>

namespace broadsheet {

/// For one thread. Once expired it stays so.
class Deadline {
public:
    /// `abandoned`, if given, is asked at most once a millisecond; when it says true, the deadline has expired.
    explicit Deadline(std::chrono::milliseconds allowed, std::function<bool()> abandoned = {})
        : end_(Clock::now() + allowed), abandoned_(std::move(abandoned)) {}

    /// Cheap enough to ask for every document: looks at the clock each eighth time.
    bool expired() {
        if (!expired_ && ++asked_ % 8 == 0) look();
        return expired_;
    }
    /// True if anyone was told that it has expired.
    bool was_missed() const { return expired_; }

    /// Looks at the clock now.
    bool expired_now() {
        if (!expired_) look();
        return expired_;
    }

private:
    using Clock = std::chrono::steady_clock;

    void look() {
        const Clock::time_point now = Clock::now();
        expired_ = now >= end_;
        if (expired_ || !abandoned_ || now - asked_abandoned_ < std::chrono::milliseconds(1)) return;
        asked_abandoned_ = now;
        expired_ = abandoned_();
    }

    const Clock::time_point end_;
    const std::function<bool()> abandoned_;
    Clock::time_point asked_abandoned_ = Clock::now() - std::chrono::milliseconds(1);
    std::uint32_t asked_ = 0;
    bool expired_ = false;
};

}  // namespace broadsheet
