// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The one exception type of Broadsheet. Expected outcomes are values, not errors; this is for what stops the work at
// hand.

#include <stdexcept>
#include <string>

namespace broadsheet {

/// What went wrong, as far as a caller treats it differently (exit code, HTTP status).
enum class ErrorKind {
    usage,      ///< the caller asked for something impossible: exit 2, HTTP 400
    not_found,  ///< no such article, file or archive: exit 1, HTTP 404
    busy,       ///< another process holds the archive, or no capacity is left: exit 1, HTTP 503
    corrupt,    ///< stored data contradicts itself: exit 1, HTTP 503
    io,         ///< the operating system refused: exit 1, HTTP 503
};

/// Carries a message that says what was being done, to what, and, after a colon or in brackets, what to do next.
class Error : public std::runtime_error {
public:
    Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}

    ErrorKind kind() const noexcept { return kind_; }

private:
    ErrorKind kind_;
};

}  // namespace broadsheet
