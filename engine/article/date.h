// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Dates of articles: a moment, how precisely it is known, and where it was found. Nothing here reads a clock.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
using DayNumber = std::int32_t;

inline constexpr std::int64_t seconds_per_day = 86'400;

/// How much of a date its source stated. Stored in the record: values are frozen.
enum class DatePrecision : std::uint8_t { none = 0, year = 1, month = 2, day = 3, minute = 4, second = 5 };

/// Where a date was found. Stored in the record: values are frozen.
enum class DateSource : std::uint8_t {
    none = 0,
    json_ld = 1,
    meta = 2,
    time = 3,
    header = 4,
    url = 5,
    text = 6,
    feed = 7,
    file = 8
};

/// A date as its source stated it. With precision day or coarser, `utc_s` is midnight UTC of the first day it may mean.
struct Date {
    std::int64_t utc_s = 0;  ///< seconds since 1970-01-01T00:00Z
    DatePrecision precision = DatePrecision::none;
    DateSource source = DateSource::none;
    std::optional<std::int16_t> offset_minutes;  ///< the offset from UTC as written, if any

    bool known() const { return precision != DatePrecision::none; }
    friend bool operator==(const Date&, const Date&) = default;
};

/// A half-open span of time in UTC seconds; an unset end is unbounded.
struct DateRange {
    std::optional<std::int64_t> from_s;
    std::optional<std::int64_t> before_s;

    bool unbounded() const { return !from_s && !before_s; }
    friend bool operator==(const DateRange&, const DateRange&) = default;
};

/// Civil date of a day number and back (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
struct CivilDay {
    int year = 1970;
    unsigned month = 1;
    unsigned day = 1;
};
DayNumber day_number(const CivilDay& day);
CivilDay civil_day(DayNumber day);
DayNumber day_of(std::int64_t utc_s);

/// True for a day that exists, years 1000 to 9999.
bool is_valid(const CivilDay& day);

/// Reads the strict forms 2025, 2025-01, 2025-01-28, 20250128 and RFC 3339 (`T` or one space; seconds and offset
/// optional). Nothing may follow. No value if the text is of another form or names a moment that doesn't exist.
std::optional<Date> parse_iso_date(std::string_view text);

/// The date in ISO 8601, as precise as it is known and with its offset: "2025", "2025-01-28", "2025-01-28T09:30:00Z".
/// Empty if unknown.
std::string to_iso(const Date& date);

/// RFC 3339 in UTC to the second.
std::string to_iso_utc(std::int64_t utc_s);

/// First second after all that a date may mean: "2025-01" ends when February begins.
std::int64_t end_of(const Date& date);

/// The years, each as "2025", as spans in order of time, neighbours joined to one. What isn't a year is passed over.
std::vector<DateRange> spans_of_years(const std::vector<std::string>& years);

/// A bound as people type it: what parse_iso_date reads, or an age such as -7d, -2w, -6m, -1y counted back from
/// `now_s`. The value is the date; for an age its precision is day.
std::optional<Date> parse_date_bound(std::string_view text, std::int64_t now_s);

/// Names as REST shows them: "day", "json-ld". Empty for none.
std::string_view name_of(DatePrecision precision);
std::string_view name_of(DateSource source);

}  // namespace broadsheet
