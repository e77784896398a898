// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// When an indexer is to run again, as people write it on the command line: an interval or a cron expression.

#include <cstdint>
#include <functional>
#include <string>

namespace broadsheet::cli {

/// The next time to run after `now_ms`, both in milliseconds since 1970.
using RunTimes = std::function<std::int64_t(std::int64_t now_ms)>;

/// "15m", "1h30m", or "*/15 * * * *" in local time. Throws Error{usage} that names `option` for anything else.
RunTimes parse_run_times(const std::string& option, const std::string& text);

/// True for a cron expression: times of the clock, not of the last run.
bool is_cron(const std::string& text);

}  // namespace broadsheet::cli
