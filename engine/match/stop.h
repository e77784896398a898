// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What ends a match before it is through.

#include <functional>
#include <utility>

namespace broadsheet::match {

/// For one thread. Once stopped it stays so.
class Stop {
public:
    /// `expired` is asked every few thousand documents, or every few that cost more; empty: never stops.
    explicit Stop(std::function<bool()> expired = {}) : expired_(std::move(expired)) {}

    bool stopped() {
        if (!stopped_ && expired_) stopped_ = expired_();
        return stopped_;
    }

private:
    std::function<bool()> expired_;
    bool stopped_ = false;
};

}  // namespace broadsheet::match
