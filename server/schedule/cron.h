// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Cron expressions: five fields, and when they next come true in local time. Pure but for the time zone of the process.

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

/// A parsed expression. Made by parse_cron only.
class CronSchedule {
public:
    /// The first time after `utc_s` (seconds since 1970) that the expression names, at a full minute of local time
    /// (TZ). Where clocks jump forward, a time of day that is skipped comes at the jump; where they jump back, a time
    /// of day that happens twice counts once. An expression whose hour is `*` or `*/n` goes by real time instead.
    std::int64_t next_after(std::int64_t utc_s) const;

private:
    friend std::optional<CronSchedule> parse_cron(std::string_view expression, std::string& error);

    bool names_day(int year, unsigned month, unsigned day) const;
    bool names_time(int hour, int minute) const;
    std::optional<std::int64_t> first_on_day(int year, unsigned month, unsigned day, std::int64_t after_s) const;

    std::bitset<60> minutes_;
    std::bitset<24> hours_;
    std::bitset<32> days_;      ///< 1 … 31
    std::bitset<13> months_;    ///< 1 … 12
    std::bitset<7> weekdays_;   ///< 0 is Sunday
    bool any_hour_ = false;     ///< the field begins with *
    bool any_day_ = false;      ///< likewise
    bool any_weekday_ = false;  ///< likewise
};

/// Reads "minute hour day month weekday": *, numbers, ranges a-b, steps /n, lists of these, English names of months and
/// weekdays (jan, mon), 7 for Sunday; or @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually. If both day
/// and weekday are given, either suffices, as in cron. No value, with the reason in `error`, for anything else and for
/// dates that never come (30 February).
std::optional<CronSchedule> parse_cron(std::string_view expression, std::string& error);

}  // namespace broadsheet
