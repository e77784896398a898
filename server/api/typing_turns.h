// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Searches that a page makes while somebody types take turns, so that they never hold up those that somebody has asked
// for: one at a time is answered, and one whose reader has typed on is dropped while it waits.

#include "server/http/http.h"

#include <condition_variable>
#include <mutex>

namespace broadsheet {

/// May be used by any thread.
class TypingTurns {
public:
    /// Holds a turn until its end.
    class Turn {
    public:
        Turn(Turn&& other) noexcept;
        Turn& operator=(Turn&&) = delete;
        ~Turn();

        /// False if the client has gone: there is nobody to answer.
        bool wanted() const { return wanted_; }

    private:
        friend class TypingTurns;
        Turn(TypingTurns* turns, bool wanted) : turns_(turns), wanted_(wanted) {}

        TypingTurns* turns_;  ///< null if there is nothing to give back
        bool wanted_;
    };

    /// At once for a request that no page has marked with X-Broadsheet-Typing; else when its turn has come, or after
    /// two seconds, whatever others do.
    Turn take(const HttpRequest& request);

private:
    void give_back();

    std::mutex mutex_;
    std::condition_variable free_;
    bool taken_ = false;
};

}  // namespace broadsheet
