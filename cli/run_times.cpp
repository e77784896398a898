// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/run_times.h"

#include "engine/error.h"
#include "server/schedule/cron.h"
#include "server/schedule/duration.h"

namespace broadsheet::cli {

RunTimes parse_run_times(const std::string& option, const std::string& text) {
    std::string cron_fault, duration_fault;
    if (const auto cron = parse_cron(text, cron_fault))
        return [schedule = *cron](std::int64_t now_ms) { return schedule.next_after(now_ms / 1000) * 1000; };
    if (const auto interval_ms = parse_duration_ms(text, duration_fault))
        return [interval = *interval_ms](std::int64_t now_ms) { return now_ms + interval; };
    throw Error(ErrorKind::usage,
                option + " \"" + text + "\": " + cron_fault + "; nor an interval such as 15m: " + duration_fault);
}

bool is_cron(const std::string& text) {
    std::string fault;
    return parse_cron(text, fault).has_value();
}

}  // namespace broadsheet::cli
