// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>
#include <string>

#include "server/schedule/cron.h"
#include "server/schedule/duration.h"

using namespace broadsheet;

namespace {

/// Sets the time zone of the process for one test.
class Zone {
public:
    explicit Zone(const char* name) { set(name); }
    ~Zone() { set("UTC0"); }

private:
    static void set(const char* name) {
        setenv("TZ", name, 1);
        tzset();
    }
};

// Rules spelt out, so that the tests need no zone files.
constexpr const char* berlin = "CET-1CEST,M3.5.0,M10.5.0/3";
constexpr const char* new_york = "EST5EDT,M3.2.0,M11.1.0";

std::int64_t utc(const char* text) {
    std::tm when{};
    REQUIRE(strptime(text, "%Y-%m-%d %H:%M:%S", &when) != nullptr);
    return timegm(&when);
}

std::string text_of(std::int64_t utc_s) {
    const auto when = static_cast<std::time_t>(utc_s);
    char text[32];
    std::tm local{};
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", gmtime_r(&when, &local));
    return text;
}

/// The next `count` times in UTC, separated by commas.
std::string next(const char* expression, const char* after_utc, int count = 1) {
    std::string error;
    const auto schedule = parse_cron(expression, error);
    REQUIRE_MESSAGE(schedule, error);
    std::int64_t at_s = utc(after_utc);
    std::string times;
    for (int i = 0; i < count; ++i) {
        at_s = schedule->next_after(at_s);
        times += (i == 0 ? "" : ", ") + text_of(at_s);
    }
    return times;
}

std::string cron_error(const char* expression) {
    std::string error;
    CHECK_FALSE(parse_cron(expression, error));
    return error;
}

std::int64_t duration(const char* text) {
    std::string error;
    return parse_duration_ms(text, error).value_or(-1);
}

}  // namespace

TEST_CASE("cron: steps, lists, ranges and names") {
    const Zone zone("UTC0");
    CHECK(next("*/15 * * * *", "2025-01-28 10:07:30", 2) == "2025-01-28 10:15:00, 2025-01-28 10:30:00");
    CHECK(next("*/15 * * * *", "2025-01-28 23:45:00") == "2025-01-29 00:00:00");
    CHECK(next("5,10-20/5,59 6 * * *", "2025-01-28 06:05:00", 4) ==
          "2025-01-28 06:10:00, 2025-01-28 06:15:00, 2025-01-28 06:20:00, 2025-01-28 06:59:00");
    CHECK(next("0 12 * Feb-MAR Mon", "2025-01-28 00:00:00") == "2025-02-03 12:00:00");
    CHECK(next("30/10 0 * * *", "2025-01-28 00:00:00", 3) ==
          "2025-01-28 00:30:00, 2025-01-28 00:40:00, 2025-01-28 00:50:00");
    CHECK(next("0 0 * * 7", "2025-01-28 00:00:00") == next("0 0 * * sun", "2025-01-28 00:00:00"));
    CHECK(next("0 0 * * fri-sun", "2025-01-28 00:00:00", 4) ==
          "2025-01-31 00:00:00, 2025-02-01 00:00:00, 2025-02-02 00:00:00, 2025-02-07 00:00:00");
}

TEST_CASE("cron: nicknames") {
    const Zone zone("UTC0");
    CHECK(next("@hourly", "2025-01-28 10:00:00") == "2025-01-28 11:00:00");
    CHECK(next("@daily", "2025-01-28 10:00:00") == "2025-01-29 00:00:00");
    CHECK(next("@Weekly", "2025-01-28 10:00:00") == "2025-02-02 00:00:00");
    CHECK(next("@monthly", "2025-01-28 10:00:00") == "2025-02-01 00:00:00");
    CHECK(next("@yearly", "2025-01-28 10:00:00") == "2026-01-01 00:00:00");
}

TEST_CASE("cron: the end of months and leap years") {
    const Zone zone("UTC0");
    CHECK(next("0 0 31 * *", "2025-01-31 00:00:00", 2) == "2025-03-31 00:00:00, 2025-05-31 00:00:00");
    CHECK(next("0 0 29 2 *", "2025-01-01 00:00:00", 2) == "2028-02-29 00:00:00, 2032-02-29 00:00:00");
    CHECK(next("0 0 29 2 *", "2096-03-01 00:00:00") == "2104-02-29 00:00:00");
    CHECK(next("59 23 31 12 *", "2025-12-31 23:59:00") == "2026-12-31 23:59:00");
}

TEST_CASE("cron: with day and weekday given either suffices, a star in one leaves the other") {
    const Zone zone("UTC0");
    CHECK(next("0 0 13 * fri", "2025-06-01 00:00:00", 3) ==
          "2025-06-06 00:00:00, 2025-06-13 00:00:00, 2025-06-20 00:00:00");
    CHECK(next("0 0 13 * *", "2025-06-01 00:00:00") == "2025-06-13 00:00:00");
    CHECK(next("0 0 * * fri", "2025-06-07 00:00:00") == "2025-06-13 00:00:00");
}

TEST_CASE("cron: a time skipped by the clock comes at the jump, intervals go on") {
    const Zone zone(berlin);  // 2025-03-30: 02:00 becomes 03:00, at 01:00 UTC
    CHECK(next("30 2 * * *", "2025-03-29 12:00:00", 2) == "2025-03-30 01:00:00, 2025-03-31 00:30:00");
    CHECK(next("0 3 * * *", "2025-03-29 12:00:00", 2) == "2025-03-30 01:00:00, 2025-03-31 01:00:00");
    CHECK(next("*/30 * * * *", "2025-03-30 00:10:00", 3) ==
          "2025-03-30 00:30:00, 2025-03-30 01:00:00, 2025-03-30 01:30:00");
    CHECK(next("0 6 * * *", "2025-03-29 12:00:00") == "2025-03-30 04:00:00");
}

TEST_CASE("cron: a time that comes twice counts once, intervals go on") {
    const Zone zone(berlin);  // 2025-10-26: 03:00 becomes 02:00, at 01:00 UTC
    CHECK(next("30 2 * * *", "2025-10-25 12:00:00", 2) == "2025-10-26 00:30:00, 2025-10-27 01:30:00");
    CHECK(next("*/30 * * * *", "2025-10-26 00:10:00", 4) ==
          "2025-10-26 00:30:00, 2025-10-26 01:00:00, 2025-10-26 01:30:00, 2025-10-26 02:00:00");
    CHECK(next("0 6 * * *", "2025-10-25 12:00:00") == "2025-10-26 05:00:00");
}

TEST_CASE("cron: zones west of Greenwich") {
    const Zone zone(new_york);
    CHECK(next("0 20 * * *", "2025-01-28 00:30:00", 2) == "2025-01-28 01:00:00, 2025-01-29 01:00:00");
    CHECK(next("30 2 * * *", "2025-03-09 00:00:00") == "2025-03-09 07:00:00");
    CHECK(next("30 1 * * *", "2025-11-02 00:00:00", 2) == "2025-11-02 05:30:00, 2025-11-03 06:30:00");
}

TEST_CASE("cron: zones of the system's own data, with jumps of other sizes and days that never were") {
    {
        const Zone zone(":Australia/Lord_Howe");  // half an hour: 2025-10-05 02:00 becomes 02:30, at 15:30 UTC
        CHECK(next("15 2 * * *", "2025-10-04 00:00:00", 2) == "2025-10-04 15:30:00, 2025-10-05 15:15:00");
        CHECK(next("45 1 * * *", "2025-04-05 12:00:00", 2) == "2025-04-05 14:45:00, 2025-04-06 15:15:00");
    }
    {
        const Zone zone(":America/St_Johns");  // 2025-11-02: 02:00 becomes 01:00, at 04:30 UTC
        CHECK(next("30 1 * * *", "2025-11-02 00:00:00", 2) == "2025-11-02 04:00:00, 2025-11-03 05:00:00");
    }
    {
        const Zone zone(":America/Santiago");  // 2025-09-07: midnight becomes 01:00
        CHECK(next("0 0 * * *", "2025-09-06 12:00:00", 2) == "2025-09-07 04:00:00, 2025-09-08 03:00:00");
    }
    {
        const Zone zone(":Pacific/Apia");  // there was no 30 December 2011
        CHECK(next("0 12 * * *", "2011-12-29 00:00:00", 2) == "2011-12-29 22:00:00, 2011-12-30 22:00:00");
    }
    const Zone zone(":Asia/Kathmandu");
    CHECK(next("0 6 * * *", "2025-01-28 00:00:00", 2) == "2025-01-28 00:15:00, 2025-01-29 00:15:00");
}

TEST_CASE("cron: what cannot be read is refused with the field at fault") {
    for (const char* bad : {"", "* * * *", "* * * * * *", "@often", "15m"}) {
        CAPTURE(bad);
        CHECK(cron_error(bad).find("five fields") != std::string::npos);
    }
    CHECK(cron_error("60 * * * *").starts_with("the minute \"60\""));
    CHECK(cron_error("* 24 * * *").starts_with("the hour"));
    CHECK(cron_error("* * 0 * *").starts_with("the day of the month"));
    CHECK(cron_error("* * * 13 *").starts_with("the month"));
    CHECK(cron_error("* * * * someday").starts_with("the weekday"));
    for (const char* bad : {"*/0 * * * *", "5-1 * * * *", "1, * * * *", "-1 * * * *", "1-2-3 * * * *", "*/x * * * *",
                            "** * * * *", "1.5 * * * *", "99999999999 * * * *", "1/2/3 * * * *"}) {
        CAPTURE(bad);
        CHECK(cron_error(bad).starts_with("the minute"));
    }
    CHECK(cron_error("0 0 30 2 *").find("never comes") != std::string::npos);
    CHECK(cron_error("0 0 31 4,6,9,11 *").find("never comes") != std::string::npos);
}

TEST_CASE("duration: units from days to milliseconds, larger first") {
    CHECK(duration("15m") == 900'000);
    CHECK(duration("1h30m") == 5'400'000);
    CHECK(duration("45s") == 45'000);
    CHECK(duration("250ms") == 250);
    CHECK(duration("1d2h3m4s5ms") == 93'784'005);
    CHECK(duration("90m") == 5'400'000);
}

TEST_CASE("duration: anything else is refused with an example") {
    for (const char* bad : {"", "15", "m", "-5m", "1.5h", "5m1h", "5m5m", "0s", "15 m", "5x", "400d",
                            "99999999999999999999s", "9223372036854775807d"}) {
        CAPTURE(bad);
        std::string error;
        CHECK_FALSE(parse_duration_ms(bad, error));
        CHECK(error.find("1h30m") != std::string::npos);
    }
}
