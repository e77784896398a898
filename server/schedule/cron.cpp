// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/schedule/cron.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <ctime>
#include <span>
#include <vector>

namespace broadsheet {
namespace {

/// 29 February is eight years away at most (1896 to 1904, 2096 to 2104); a weekday required beside it makes that 40.
constexpr int years_ahead_max = 40;
constexpr std::int64_t minute_s = 60;
constexpr std::int64_t hour_s = 3600;

constexpr std::array<std::string_view, 12> month_names{"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> weekday_names{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

struct FieldRule {
    std::string_view name;
    int least;
    int most;
    std::span<const std::string_view> names;  ///< of least, least + 1, …
};
constexpr std::array<FieldRule, 5> rules{{{"minute", 0, 59, {}},
                                          {"hour", 0, 23, {}},
                                          {"day of the month", 1, 31, {}},
                                          {"month", 1, 12, month_names},
                                          {"weekday", 0, 7, weekday_names}}};

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

std::optional<int> parse_value(std::string_view text, const FieldRule& rule) {
    const auto name = std::find(rule.names.begin(), rule.names.end(), lower_case(text));
    if (name != rule.names.end()) return rule.least + static_cast<int>(name - rule.names.begin());
    int value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
    if (value < rule.least || value > rule.most) return std::nullopt;
    return value;
}

std::optional<int> parse_step(std::string_view text) {
    int step = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), step);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || step < 1) return std::nullopt;
    return step;
}

/// One member of a list: *, a, a-b, each with /n; a/n means a-most/n.
bool parse_member(std::string_view text, const FieldRule& rule, std::vector<int>& values) {
    const std::size_t slash = text.find('/');
    const std::string_view range = text.substr(0, slash);
    const bool stepped = slash != std::string_view::npos;
    const std::optional<int> step = stepped ? parse_step(text.substr(slash + 1)) : 1;
    const std::size_t dash = range.find('-');
    std::optional<int> from = range == "*" ? rule.least : parse_value(range.substr(0, dash), rule);
    std::optional<int> to = from;
    if (range == "*" || (stepped && dash == std::string_view::npos)) {
        to = rule.name == "weekday" ? 6 : rule.most;
    } else if (dash != std::string_view::npos) {
        to = parse_value(range.substr(dash + 1), rule);
    }
    // fri-sun: a range of weekdays may end in the name of Sunday.
    if (rule.name == "weekday" && from && to && *to == 0 && *from > 0) to = 7;
    if (!step || !from || !to || *from > *to) return false;
    for (int value = *from; value <= *to; value += *step) values.push_back(value);
    return true;
}

bool parse_field(std::string_view text, const FieldRule& rule, std::vector<int>& values, std::string& error) {
    std::string_view rest = text;
    while (true) {
        const std::size_t comma = rest.find(',');
        if (!parse_member(rest.substr(0, comma), rule, values)) {
            error = "the " + std::string(rule.name) + " \"" + std::string(text) + "\" is not *, a number from " +
                    std::to_string(rule.least) + " to " + std::to_string(rule.most) +
                    ", a range, a step or a list of these";
            return false;
        }
        if (comma == std::string_view::npos) return true;
        rest.remove_prefix(comma + 1);
    }
}

std::string_view without_nickname(std::string_view expression) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> nicknames{{{"@hourly", "0 * * * *"},
                                                                                      {"@daily", "0 0 * * *"},
                                                                                      {"@midnight", "0 0 * * *"},
                                                                                      {"@weekly", "0 0 * * 0"},
                                                                                      {"@monthly", "0 0 1 * *"},
                                                                                      {"@yearly", "0 0 1 1 *"},
                                                                                      {"@annually", "0 0 1 1 *"}}};
    const std::string name = lower_case(expression);
    for (const auto& [nickname, meaning] : nicknames) {
        if (name == nickname) return meaning;
    }
    return expression;
}

std::vector<std::string_view> split_fields(std::string_view text) {
    constexpr std::string_view blanks = " \t";
    std::vector<std::string_view> fields;
    for (std::size_t at = text.find_first_not_of(blanks); at != std::string_view::npos;) {
        const std::size_t end = text.find_first_of(blanks, at);
        fields.push_back(text.substr(at, end - at));
        at = text.find_first_not_of(blanks, end);
    }
    return fields;
}

template <std::size_t Size>
std::bitset<Size> bits_of(const std::vector<int>& values) {
    std::bitset<Size> bits;
    for (const int value : values) bits.set(static_cast<std::size_t>(value) % Size);
    return bits;
}

std::tm local_time(std::int64_t utc_s) {
    const auto when = static_cast<std::time_t>(utc_s);
    std::tm local{};
    localtime_r(&when, &local);
    return local;
}

/// Roughly local midnight of a day: exact unless clocks jump at midnight, and then near enough to start looking.
std::int64_t near_midnight(int year, unsigned month, unsigned day) {
    std::tm local{};
    local.tm_year = year - 1900;
    local.tm_mon = static_cast<int>(month) - 1;
    local.tm_mday = static_cast<int>(day);
    local.tm_isdst = -1;
    return std::mktime(&local);
}

std::chrono::year_month_day date_of(std::chrono::sys_days days) {
    return {days};
}

}  // namespace

std::optional<CronSchedule> parse_cron(std::string_view expression, std::string& error) {
    const auto fields = split_fields(without_nickname(expression));
    if (fields.size() != rules.size()) {
        error = "\"" + std::string(expression) +
                "\" does not have the five fields minute hour day month weekday, such as " +
                "\"*/15 * * * *\" for every quarter of an hour, nor is it @hourly or @daily";
        return std::nullopt;
    }
    std::array<std::vector<int>, 5> values;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (!parse_field(fields[i], rules.at(i), values.at(i), error)) return std::nullopt;
    }
    CronSchedule schedule;
    schedule.minutes_ = bits_of<60>(values[0]);
    schedule.hours_ = bits_of<24>(values[1]);
    schedule.days_ = bits_of<32>(values[2]);
    schedule.months_ = bits_of<13>(values[3]);
    schedule.weekdays_ = bits_of<7>(values[4]);
    schedule.any_hour_ = fields[1].front() == '*';
    schedule.any_day_ = fields[2].front() == '*';
    schedule.any_weekday_ = fields[4].front() == '*';

    const std::chrono::sys_days start = std::chrono::year(2000) / 1 / 1;
    for (auto days = start; days < start + std::chrono::days(years_ahead_max * 366); days += std::chrono::days(1)) {
        const auto date = date_of(days);
        const int year = static_cast<int>(date.year());
        if (schedule.names_day(year, static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())))
            return schedule;
    }
    error = "\"" + std::string(expression) + "\" names a date that never comes";
    return std::nullopt;
}

bool CronSchedule::names_day(int year, unsigned month, unsigned day) const {
    if (!months_[month]) return false;
    const std::chrono::weekday weekday{
        std::chrono::sys_days{std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day)}};
    const bool by_day = days_[day];
    const bool by_weekday = weekdays_[weekday.c_encoding()];
    // Cron's rule: two restrictions are alternatives; a field that begins with * does not restrict.
    return any_day_ || any_weekday_ ? by_day && by_weekday : by_day || by_weekday;
}

bool CronSchedule::names_time(int hour, int minute) const {
    return hours_[static_cast<std::size_t>(hour)] && minutes_[static_cast<std::size_t>(minute)];
}

std::optional<std::int64_t> CronSchedule::first_on_day(int year, unsigned month, unsigned day,
                                                       std::int64_t after_s) const {
    // Walks the real minutes of the day, from before its beginning so that jumps of the clock are seen.
    const std::int64_t begin_s = near_midnight(year, month, day) - 3 * hour_s;
    std::int64_t offset_s = local_time(begin_s - minute_s).tm_gmtoff;
    std::int64_t repeated_until_s = begin_s;
    for (std::int64_t at_s = begin_s; at_s < begin_s + 32 * hour_s; at_s += minute_s) {
        const std::tm local = local_time(at_s);
        const std::int64_t jump_s = local.tm_gmtoff - offset_s;
        offset_s = local.tm_gmtoff;
        if (jump_s < 0) repeated_until_s = at_s - jump_s;
        const bool on_day = local.tm_year + 1900 == year && local.tm_mon + 1 == static_cast<int>(month) &&
                            local.tm_mday == static_cast<int>(day);
        if (!on_day || at_s <= after_s) continue;
        const bool repeated = !any_hour_ && at_s < repeated_until_s;
        if (!repeated && names_time(local.tm_hour, local.tm_min)) return at_s;
        const int minute_of_day = local.tm_hour * 60 + local.tm_min;
        for (std::int64_t skipped_s = minute_s; !any_hour_ && skipped_s <= jump_s; skipped_s += minute_s) {
            const int skipped = minute_of_day - static_cast<int>(skipped_s / minute_s);
            if (skipped >= 0 && names_time(skipped / 60, skipped % 60)) return at_s;
        }
    }
    return std::nullopt;
}

std::int64_t CronSchedule::next_after(std::int64_t utc_s) const {
    const std::tm local = local_time(utc_s);
    const auto today =
        std::chrono::sys_days{std::chrono::year(local.tm_year + 1900) / (local.tm_mon + 1) / local.tm_mday};
    for (int ahead = 0; ahead <= years_ahead_max * 366; ++ahead) {
        const auto date = date_of(today + std::chrono::days(ahead));
        const int year = static_cast<int>(date.year());
        const auto month = static_cast<unsigned>(date.month());
        const auto day = static_cast<unsigned>(date.day());
        if (!names_day(year, month, day)) continue;
        if (const auto found_s = first_on_day(year, month, day, utc_s)) return *found_s;
    }
    return utc_s + 366 * 24 * hour_s;  // not reached: parse_cron has seen that the date comes
}

}  // namespace broadsheet
