// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// SIGINT and SIGTERM as a request to end soon, for a program that would otherwise go on for ever.

#include <chrono>

namespace broadsheet::cli {

/// One for the process, for its whole life. The first signal is a request; four seconds after it, if the program
/// hasn't ended by itself, it is ended with exit code 0, which the archive survives as any kill. The same signal again
/// ends it at once.
class StopSignals {
public:
    /// Throws Error{io}.
    StopSignals();

    bool requested() const;
    /// Can be read from the request on.
    int descriptor() const { return descriptor_; }
    /// Waits; true as soon as there is a request.
    bool wait(std::chrono::milliseconds at_most) const;

private:
    int descriptor_ = -1;
};

}  // namespace broadsheet::cli
