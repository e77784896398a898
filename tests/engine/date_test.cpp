// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/article/date.h"

#include <doctest/doctest.h>

using namespace broadsheet;

namespace {

std::string iso_of(std::string_view text) {
    const auto date = parse_iso_date(text);
    return date ? to_iso(*date) : "none";
}

std::string bound_of(std::string_view text) {
    const auto date = parse_date_bound(text, 1'740'787'200 + 3600);  // 2025-03-01T01:00:00Z
    return date ? to_iso(*date) : "none";
}

}  // namespace

TEST_CASE("day numbers and civil days are each other's inverse") {
    CHECK(day_number({1970, 1, 1}) == 0);
    CHECK(day_number({2000, 3, 1}) == 11'017);
    for (DayNumber day = -354'285; day <= 2'932'896; day += 13) {
        const CivilDay civil = civil_day(day);
        REQUIRE(is_valid(civil));
        REQUIRE(day_number(civil) == day);
    }
}

TEST_CASE("seconds before 1970 belong to the day that holds them") {
    CHECK(day_of(-1) == -1);
    CHECK(day_of(-86'400) == -1);
    CHECK(day_of(-86'401) == -2);
    CHECK(day_of(86'399) == 0);
}

TEST_CASE("strict forms of a date are read and written back as precise as they were") {
    for (const char* text : {"2025", "2025-01", "2025-01-28", "2025-01-28T09:30", "2025-01-28T09:30Z",
                             "2025-01-28T09:30:15", "2025-01-28T09:30:15Z", "2025-01-28T09:30:15+02:00",
                             "2025-01-28T00:10:00-05:30", "2024-02-29", "1000", "9999-12-31"}) {
        CHECK(iso_of(text) == text);
    }
    CHECK(iso_of("20250128") == "2025-01-28");
    CHECK(iso_of("2025-01-28 09:30:15.25Z") == "2025-01-28T09:30:15Z");
    CHECK(iso_of("2025-01-28t09:30:15z") == "2025-01-28T09:30:15Z");
    CHECK(iso_of("2025-01-28T09:30:15+0200") == "2025-01-28T09:30:15+02:00");
}

TEST_CASE("an offset moves the moment, not the written day") {
    const auto date = parse_iso_date("2025-01-01T00:30:00+01:00");
    REQUIRE(date);
    CHECK(to_iso_utc(date->utc_s) == "2024-12-31T23:30:00Z");
    CHECK(to_iso(*date) == "2025-01-01T00:30:00+01:00");
}

TEST_CASE("what is no date or names no moment is refused") {
    for (const char* text : {"",
                             "25",
                             "20255",
                             "202501",
                             "2025-1",
                             "2025-13",
                             "2025-00",
                             "2025-02-29",
                             "2025-04-31",
                             "0999-01-01",
                             "2025-01-28 ",
                             " 2025",
                             "2025-01-28T",
                             "2025-01-28T24:00",
                             "2025-01-28T09",
                             "2025-01-28T09:60",
                             "2025-01-28T09:30:61",
                             "2025-01-28T09:30:15+25:00",
                             "2025-01-28T09:30:15+01:",
                             "2025-01-28T09:30:15.Z",
                             "20250128T09:30",
                             "2025-01-28x",
                             "next week",
                             "2025/01/28"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_iso_date(text).has_value());
    }
}

TEST_CASE("a date ends when all that it may mean is over") {
    const auto end = [](std::string_view text) { return to_iso_utc(end_of(*parse_iso_date(text))); };
    CHECK(end("2024") == "2025-01-01T00:00:00Z");
    CHECK(end("2024-02") == "2024-03-01T00:00:00Z");
    CHECK(end("2024-12") == "2025-01-01T00:00:00Z");
    CHECK(end("2024-12-31") == "2025-01-01T00:00:00Z");
    CHECK(end("2024-12-31T23:59Z") == "2025-01-01T00:00:00Z");
    CHECK(end("2024-12-31T23:59:59Z") == "2025-01-01T00:00:00Z");
}

TEST_CASE("ages count back from now to the start of a day") {
    CHECK(bound_of("-0d") == "2025-03-01");
    CHECK(bound_of("-7d") == "2025-02-22");
    CHECK(bound_of("-2w") == "2025-02-15");
    CHECK(bound_of("-1m") == "2025-02-01");
    CHECK(bound_of("-14m") == "2024-01-01");
    CHECK(bound_of("-1y") == "2024-03-01");
    CHECK(bound_of("2025-01") == "2025-01");
    for (const char* text : {"-", "-d", "-7", "7d", "-7h", "-7dd", "-9999y", "-99999d", "--7d"}) {
        CAPTURE(text);
        CHECK(bound_of(text) == "none");
    }
}

TEST_CASE("an age that lands in a shorter month takes its last day") {
    const auto end_of_march = parse_iso_date("2025-03-31");
    CHECK(to_iso(*parse_date_bound("-1m", end_of_march->utc_s)) == "2025-02-28");
}

TEST_CASE("years are spans of time, neighbours joined") {
    const auto told = [](const std::vector<std::string>& years) {
        std::string text;
        for (const DateRange& span : spans_of_years(years))
            text += to_iso_utc(*span.from_s).substr(0, 10) + " to " + to_iso_utc(*span.before_s).substr(0, 10) + "; ";
        return text;
    };
    CHECK(told({"2025"}) == "2025-01-01 to 2026-01-01; ");
    CHECK(told({"2025", "2020", "2024", "2024"}) == "2020-01-01 to 2021-01-01; 2024-01-01 to 2026-01-01; ");
    CHECK(told({"2025-01", "", "x", "-2025"}).empty());
}

TEST_CASE("names of precision and source are those of REST") {
    CHECK(name_of(DatePrecision::day) == "day");
    CHECK(name_of(DatePrecision::none).empty());
    CHECK(name_of(DateSource::json_ld) == "json-ld");
    CHECK(name_of(DateSource::file) == "file");
}
