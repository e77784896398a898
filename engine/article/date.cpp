// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/article/date.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace broadsheet {

namespace {

constexpr std::int64_t seconds_per_minute = 60;
constexpr std::int64_t seconds_per_hour = 3600;

unsigned days_in_month(int year, unsigned month) {
    constexpr std::array<unsigned, 12> lengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : lengths[month - 1];
}

std::int64_t start_of(const CivilDay& day) {
    return day_number(day) * seconds_per_day;
}

/// Reads a text from its front; every function leaves it untouched when it doesn't find what it wants.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    bool at_end() const { return text_.empty(); }

    /// Exactly `count` digits.
    std::optional<int> digits(std::size_t count) {
        if (text_.size() < count) return std::nullopt;
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (text_[i] < '0' || text_[i] > '9') return std::nullopt;
            value = value * 10 + (text_[i] - '0');
        }
        text_.remove_prefix(count);
        return value;
    }

    bool one_of(std::string_view characters) {
        if (text_.empty() || characters.find(text_.front()) == std::string_view::npos) return false;
        last_ = text_.front();
        text_.remove_prefix(1);
        return true;
    }

    char last() const { return last_; }

private:
    std::string_view text_;
    char last_ = 0;
};

Date date_of_day(const CivilDay& day, DatePrecision precision) {
    Date date;
    date.utc_s = start_of(day);
    date.precision = precision;
    return date;
}

/// The rest of an offset whose sign has been read: hh:mm, hhmm or hh.
std::optional<std::int16_t> read_offset(Reader& reader, char sign) {
    const auto hours = reader.digits(2);
    if (!hours || *hours > 23) return std::nullopt;
    int minutes = 0;
    if (reader.one_of(":") || !reader.at_end()) {
        const auto read = reader.digits(2);
        if (!read || *read > 59) return std::nullopt;
        minutes = *read;
    }
    const int total = *hours * 60 + minutes;
    return static_cast<std::int16_t>(sign == '-' ? -total : total);
}

/// Skips digits after a decimal point; a fraction of a second is dropped.
bool skip_fraction(Reader& reader) {
    if (!reader.one_of(".,")) return true;
    if (!reader.digits(1)) return false;
    while (reader.digits(1)) {
    }
    return true;
}

std::optional<Date> read_time(Reader& reader, Date date) {
    const auto hours = reader.digits(2);
    if (!hours || *hours > 23 || !reader.one_of(":")) return std::nullopt;
    const auto minutes = reader.digits(2);
    if (!minutes || *minutes > 59) return std::nullopt;
    date.utc_s += *hours * seconds_per_hour + *minutes * seconds_per_minute;
    date.precision = DatePrecision::minute;
    if (reader.one_of(":")) {
        const auto seconds = reader.digits(2);
        if (!seconds || *seconds > 59 || !skip_fraction(reader)) return std::nullopt;
        date.utc_s += *seconds;
        date.precision = DatePrecision::second;
    }
    if (reader.one_of("Zz")) {
        date.offset_minutes = std::int16_t{0};
    } else if (reader.one_of("+-")) {
        date.offset_minutes = read_offset(reader, reader.last());
        if (!date.offset_minutes) return std::nullopt;
        date.utc_s -= *date.offset_minutes * seconds_per_minute;
    }
    if (!reader.at_end()) return std::nullopt;
    return date;
}

/// A day whole months earlier; the 31st becomes the last day of a shorter month.
CivilDay months_before(const CivilDay& day, int months) {
    const int counted = day.year * 12 + static_cast<int>(day.month) - 1 - months;
    CivilDay earlier{counted / 12, static_cast<unsigned>(counted % 12) + 1, day.day};
    const unsigned last = days_in_month(earlier.year, earlier.month);
    if (earlier.day > last) earlier.day = last;
    return earlier;
}

std::optional<Date> parse_age(std::string_view text, std::int64_t now_s) {
    if (text.size() < 3 || text.size() > 6 || text.front() != '-') return std::nullopt;
    Reader reader(text.substr(1));
    int count = 0;
    for (auto digit = reader.digits(1); digit; digit = reader.digits(1)) count = count * 10 + *digit;
    if (!reader.one_of("dwmy") || !reader.at_end()) return std::nullopt;
    const CivilDay today = civil_day(day_of(now_s));
    CivilDay day = today;
    switch (reader.last()) {
        case 'd':
            day = civil_day(day_of(now_s) - count);
            break;
        case 'w':
            day = civil_day(day_of(now_s) - 7 * count);
            break;
        case 'm':
            day = months_before(today, count);
            break;
        default:
            if (count >= today.year) return std::nullopt;
            day = months_before(today, 12 * count);
    }
    if (!is_valid(day)) return std::nullopt;
    return date_of_day(day, DatePrecision::day);
}

template <typename... Values>
std::string printed(const char* format, Values... values) {
    std::array<char, 64> buffer{};
    const int length = std::snprintf(buffer.data(), buffer.size(), format, values...);
    return {buffer.data(), static_cast<std::size_t>(length)};
}

std::string printed_offset(const Date& date) {
    if (!date.offset_minutes) return "";
    const int minutes = *date.offset_minutes;
    if (minutes == 0) return "Z";
    const int size = minutes < 0 ? -minutes : minutes;
    return printed("%c%02d:%02d", minutes < 0 ? '-' : '+', size / 60, size % 60);
}

}  // namespace

DayNumber day_number(const CivilDay& day) {
    // Years begin in March, so that the leap day is the last of its year; an era is 400 such years.
    const int year = day.month <= 2 ? day.year - 1 : day.year;
    const int era = (year >= 0 ? year : year - 399) / 400;
    const int year_of_era = year - era * 400;
    const int month = static_cast<int>(day.month);
    const int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + static_cast<int>(day.day) - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + day_of_era - 719'468;
}

CivilDay civil_day(DayNumber day) {
    const int shifted = day + 719'468;
    const int era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
    const int day_of_era = shifted - era * 146'097;
    const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int month = (5 * day_of_year + 2) / 153;
    CivilDay civil;
    civil.day = static_cast<unsigned>(day_of_year - (153 * month + 2) / 5 + 1);
    civil.month = static_cast<unsigned>(month < 10 ? month + 3 : month - 9);
    civil.year = year_of_era + era * 400 + (civil.month <= 2 ? 1 : 0);
    return civil;
}

DayNumber day_of(std::int64_t utc_s) {
    const std::int64_t day = (utc_s >= 0 ? utc_s : utc_s - (seconds_per_day - 1)) / seconds_per_day;
    return static_cast<DayNumber>(day);
}

bool is_valid(const CivilDay& day) {
    if (day.year < 1000 || day.year > 9999 || day.month < 1 || day.month > 12) return false;
    return day.day >= 1 && day.day <= days_in_month(day.year, day.month);
}

std::optional<Date> parse_iso_date(std::string_view text) {
    Reader reader(text);
    const auto year = reader.digits(4);
    if (!year) return std::nullopt;
    CivilDay day{*year, 1, 1};
    if (reader.at_end()) return is_valid(day) ? std::optional(date_of_day(day, DatePrecision::year)) : std::nullopt;

    const bool dashes = reader.one_of("-");
    const auto month = reader.digits(2);
    if (!month) return std::nullopt;
    day.month = static_cast<unsigned>(*month);
    // "202501" is no date: it could as well be the day 2020-25-01 cut short.
    if (reader.at_end()) {
        return dashes && is_valid(day) ? std::optional(date_of_day(day, DatePrecision::month)) : std::nullopt;
    }
    if (dashes && !reader.one_of("-")) return std::nullopt;
    const auto day_of_month = reader.digits(2);
    if (!day_of_month) return std::nullopt;
    day.day = static_cast<unsigned>(*day_of_month);
    if (!is_valid(day)) return std::nullopt;
    const Date date = date_of_day(day, DatePrecision::day);
    if (reader.at_end()) return date;
    if (!dashes || !reader.one_of("Tt ")) return std::nullopt;
    return read_time(reader, date);
}

std::string to_iso(const Date& date) {
    if (!date.known()) return "";
    const std::int64_t local_s = date.utc_s + date.offset_minutes.value_or(0) * seconds_per_minute;
    const bool has_time = date.precision >= DatePrecision::minute;
    const DayNumber number = day_of(has_time ? local_s : date.utc_s);
    const CivilDay day = civil_day(number);
    std::string iso = printed("%04d", day.year);
    if (date.precision >= DatePrecision::month) iso += printed("-%02u", day.month);
    if (date.precision >= DatePrecision::day) iso += printed("-%02u", day.day);
    if (!has_time) return iso;
    const auto second = static_cast<int>(local_s - number * seconds_per_day);
    iso += printed("T%02d:%02d", second / 3600, second / 60 % 60);
    if (date.precision == DatePrecision::second) iso += printed(":%02d", second % 60);
    return iso + printed_offset(date);
}

std::string to_iso_utc(std::int64_t utc_s) {
    Date date;
    date.utc_s = utc_s;
    date.precision = DatePrecision::second;
    date.offset_minutes = std::int16_t{0};
    return to_iso(date);
}

std::int64_t end_of(const Date& date) {
    CivilDay day = civil_day(day_of(date.utc_s));
    switch (date.precision) {
        case DatePrecision::none:
            return date.utc_s;
        case DatePrecision::year:
            return start_of({day.year + 1, 1, 1});
        case DatePrecision::month:
            return start_of({day.month == 12 ? day.year + 1 : day.year, day.month % 12 + 1, 1});
        case DatePrecision::day:
            return date.utc_s + seconds_per_day;
        case DatePrecision::minute:
            return date.utc_s + seconds_per_minute;
        case DatePrecision::second:
            return date.utc_s + 1;
    }
    return date.utc_s;
}

std::vector<DateRange> spans_of_years(const std::vector<std::string>& years) {
    std::vector<Date> known;
    for (const std::string& year : years)
        if (const auto date = parse_iso_date(year); date && date->precision == DatePrecision::year)
            known.push_back(*date);
    std::ranges::sort(known, {}, &Date::utc_s);
    std::vector<DateRange> spans;
    for (const Date& year : known) {
        if (spans.empty() || *spans.back().before_s < year.utc_s) spans.push_back({year.utc_s, {}});
        spans.back().before_s = end_of(year);
    }
    return spans;
}

std::optional<Date> parse_date_bound(std::string_view text, std::int64_t now_s) {
    if (!text.empty() && text.front() == '-') return parse_age(text, now_s);
    return parse_iso_date(text);
}

std::string_view name_of(DatePrecision precision) {
    constexpr std::array<std::string_view, 6> names = {"", "year", "month", "day", "minute", "second"};
    const auto index = static_cast<std::size_t>(precision);
    return index < names.size() ? names[index] : "";
}

std::string_view name_of(DateSource source) {
    constexpr std::array<std::string_view, 9> names = {"",    "json-ld", "meta", "time", "header",
                                                       "url", "text",    "feed", "file"};
    const auto index = static_cast<std::size_t>(source);
    return index < names.size() ? names[index] : "";
}

}  // namespace broadsheet
