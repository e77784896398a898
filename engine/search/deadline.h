// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// When a search has taken long enough. What was found by then is the answer, and is said to be a part.

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

#include <time.h>

namespace broadsheet {

/// What a step of a search may take in an archive of so many articles. In a small one nothing takes long by itself:
/// what does there waits for a busy machine, and its answer should not hang on that.
constexpr std::chrono::milliseconds allowed_in(std::uint64_t articles, std::chrono::milliseconds allowed) {
    constexpr std::uint64_t small_archive_articles = 20'000;
    constexpr int more_patient = 30;
    return articles <= small_archive_articles ? more_patient * allowed : allowed;
}

/// For one thread. Once expired it stays so.
class Deadline {
public:
    /// What is allowed: so long, or so much work of this thread, which on a busy machine takes longer (not more than
    /// ten times). Whether a spelling is offered shouldn't hang on what else is running.
    enum class Budget : std::uint8_t { time, work };

    /// `abandoned`, if given, is asked at most once a millisecond; when it says true, the deadline has expired.
    explicit Deadline(std::chrono::milliseconds allowed, std::function<bool()> abandoned = {},
                      Budget budget = Budget::time)
        : allowed_(allowed),
          end_(Clock::now() + allowed),
          work_begin_(budget == Budget::work ? std::optional(worked()) : std::nullopt),
          abandoned_(std::move(abandoned)) {}

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
        expired_ = now >= end_ && !may_go_on(now);
        if (expired_ || !abandoned_ || now - asked_abandoned_ < std::chrono::milliseconds(1)) return;
        asked_abandoned_ = now;
        expired_ = abandoned_();
    }

    bool may_go_on(Clock::time_point now) const {
        constexpr int longer_max = 10;
        return work_begin_ && now < end_ + (longer_max - 1) * allowed_ && worked() - *work_begin_ < allowed_;
    }

    /// How long this thread has had a processor.
    static std::chrono::nanoseconds worked() {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    }

    const std::chrono::milliseconds allowed_;
    const Clock::time_point end_;
    const std::optional<std::chrono::nanoseconds> work_begin_;
    const std::function<bool()> abandoned_;
    Clock::time_point asked_abandoned_ = Clock::now() - std::chrono::milliseconds(1);
    std::uint32_t asked_ = 0;
    bool expired_ = false;
};

}  // namespace broadsheet
