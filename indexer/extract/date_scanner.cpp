// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/date_scanner.h"

#include "engine/analysis/utf8.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace broadsheet {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The character at `i`, which moves past it; -1 for a broken one.
UChar32 next_character(std::string_view text, std::size_t& i) {
    const Decoded decoded = decode_utf8(text, i);
    i += decoded.bytes;
    return static_cast<UChar32>(decoded.character);
}

std::string lower_case(std::string_view word) {
    std::string lower;
    for (std::size_t i = 0; i < word.size();)
        append_utf8(lower, static_cast<char32_t>(u_tolower(next_character(word, i))));
    return lower;
}

std::optional<DateScanner::Found> make(const CivilDay& day, DatePrecision precision, std::size_t end) {
    if (!is_valid(day)) return {};
    DateScanner::Found found;
    found.date.utc_s = std::int64_t{day_number(day)} * seconds_per_day;
    found.date.precision = precision;
    found.end = end;
    return found;
}

struct Zone {
    std::string_view name;
    int minutes;
};
// Only names that mean one offset the world over to those who print them in news.
constexpr std::array zones{
    Zone{"z", 0},      Zone{"utc", 0},    Zone{"gmt", 0},    Zone{"ut", 0},     Zone{"est", -300}, Zone{"edt", -240},
    Zone{"cdt", -300}, Zone{"mst", -420}, Zone{"mdt", -360}, Zone{"pst", -480}, Zone{"pdt", -420}, Zone{"cet", 60},
    Zone{"cest", 120}, Zone{"mez", 60},   Zone{"mesz", 120}, Zone{"bst", 60},   Zone{"msk", 180},  Zone{"jst", 540},
    Zone{"kst", 540},  Zone{"aest", 600}, Zone{"aedt", 660}, Zone{"nzst", 720}, Zone{"nzdt", 780}, Zone{"cst", -360}};

}  // namespace

DateScanner::DateScanner(std::string_view text) {
    bool space = false;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t begin = i;
        const UChar32 c = next_character(text, i);
        if (u_isUWhiteSpace(c)) {
            space = true;
            continue;
        }
        Token token{Kind::mark, std::exchange(space, false), {}};
        if (c < 128 && is_digit(static_cast<char>(c))) {
            token.kind = Kind::number;
            while (i < text.size() && is_digit(text[i])) ++i;
        } else if (u_isalpha(c)) {
            token.kind = Kind::word;
            for (std::size_t next = i; next < text.size(); i = next)
                if (!u_isalpha(next_character(text, next))) break;
        }
        token.text =
            token.kind == Kind::word ? lower_case(text.substr(begin, i - begin)) : text.substr(begin, i - begin);
        tokens_.push_back(std::move(token));
    }
}

std::optional<int> DateScanner::number_at(std::size_t i) const {
    if (i >= size() || tokens_[i].kind != Kind::number || tokens_[i].text.size() > 9) return {};
    int value = 0;
    std::from_chars(tokens_[i].text.data(), tokens_[i].text.data() + tokens_[i].text.size(), value);
    return value;
}

std::optional<int> DateScanner::year_at(std::size_t i, bool two_digits) const {
    const auto value = number_at(i);
    if (!value) return {};
    const std::size_t digits = tokens_[i].text.size();
    if (digits == 4 && *value >= 1400 && *value < 2200) return value;
    if (digits == 2 && two_digits) return *value < 70 ? 2000 + *value : 1900 + *value;
    return {};
}

/// True if token `i` is a number glued to what stands before it by a mark ("1.28", "-28"): part of something longer.
bool DateScanner::is_adjoining_number(std::size_t i) const {
    if (i == 0 || tokens_[i].after_space) return false;
    const std::string& before = tokens_[i - 1].text;
    if (tokens_[i - 1].kind == Kind::word) return (before.back() & 0x80) == 0;  // Chinese sets no spaces
    if (tokens_[i - 1].kind != Kind::mark) return true;
    return (before == "." || before == "/" || before == "-" || before == ":") && i > 1 &&
           tokens_[i - 2].kind == Kind::number && !tokens_[i - 1].after_space;
}

std::optional<DateScanner::Found> DateScanner::date_at(std::size_t begin, DayOrder order) const {
    const auto day = day_at(begin, order);
    if (!day) return {};
    auto found = make(day->day, day->precision, day->end);
    if (!found || day->precision != DatePrecision::day) return found;
    auto clock = clock_at(day->end);
    if (!clock) clock = bare_hour_at(day->end);
    if (!clock) return found;
    found->date.utc_s += clock->seconds;
    found->date.precision = clock->precision;
    found->end = clock->end;
    if (const auto minutes = offset_at(found->end)) {
        found->date.offset_minutes = static_cast<std::int16_t>(*minutes);
        found->date.utc_s -= *minutes * 60;
    }
    // RFC 850 and Unix dates put the year after the time; those are not read.
    return found;
}

std::optional<DateScanner::Day> DateScanner::day_at(std::size_t i, DayOrder order) const {
    if (i >= size()) return {};
    if (is_word(i)) return month_then_day(i);
    if (tokens_[i].kind != Kind::number || is_adjoining_number(i)) return {};
    if (auto day = year_first(i)) return day;
    if (auto day = compact(i)) return day;
    if (auto day = day_then_month(i)) return day;
    return numbers(i, order);
}

/// 2025-01-28, 2025/1/28, 2025.01.28, and the month alone, 2025-01.
std::optional<DateScanner::Day> DateScanner::year_first(std::size_t i) const {
    const auto year = year_at(i, false);
    const std::string_view mark = text_of(i + 1);
    const auto month = number_at(i + 2);
    if (!year || (mark != "-" && mark != "/" && mark != "." && mark != "年") || !month || *month < 1 || *month > 12)
        return {};
    if (tokens_[i + 2].text.size() > 2) return {};
    Day found{{*year, static_cast<unsigned>(*month), 1}, DatePrecision::month, i + 3};
    const auto day = number_at(i + 4);
    const std::string_view second_mark = mark == "年" ? "月" : mark;
    const bool whole = day && text_of(i + 3) == second_mark && tokens_[i + 4].text.size() <= 2;
    if (!whole) {
        if (mark != "-" || tokens_[i + 2].text.size() != 2 || text_of(i + 3) == "-") return {};
        return found;
    }
    found.day.day = static_cast<unsigned>(*day);
    found.precision = DatePrecision::day;
    found.end = text_of(i + 5) == "日" ? i + 6 : i + 5;
    return found;
}

/// 20250128 with or without T093000 after it.
std::optional<DateScanner::Day> DateScanner::compact(std::size_t i) const {
    const auto value = number_at(i);
    if (!value || tokens_[i].text.size() != 8 || *value < 14000101) return {};
    const CivilDay day{*value / 10000, static_cast<unsigned>(*value / 100 % 100), static_cast<unsigned>(*value % 100)};
    if (!is_valid(day)) return {};
    return Day{day, DatePrecision::day, i + 1};
}

/// Passes ordinal endings, "de", "of", "." and "-" between the parts of a date in words.
std::size_t DateScanner::skip_words(std::size_t i) const {
    static constexpr std::array<std::string_view, 17> between{"st", "nd", "rd", "th", "er", "de", "of", "del", "do",
                                                              ".",  "-",  ",",  "º",  "ª",  "/",  "°",  "d"};
    while (i < size() && std::find(between.begin(), between.end(), tokens_[i].text) != between.end()) ++i;
    return i;
}

/// 28 January 2025, 28th of January, 2025, 28-JAN-1987, 1er janvier 2025, 28. Januar 2025.
std::optional<DateScanner::Day> DateScanner::day_then_month(std::size_t i) const {
    const auto day = number_at(i);
    if (!day || *day < 1 || *day > 31 || tokens_[i].text.size() > 2) return {};
    const std::size_t month_at_token = skip_words(i + 1);
    const unsigned month = month_at(month_at_token);
    if (month == 0 || month_at_token > i + 3) return {};
    const std::size_t year_at_token = skip_words(month_at_token + 1);
    const auto year = year_at(year_at_token, true);
    if (!year || year_at_token > month_at_token + 3) return {};
    // "28 Jan 09:30" has no year.
    if (tokens_[year_at_token].text.size() == 2 && text_of(year_at_token + 1) == ":") return {};
    return Day{{*year, month, static_cast<unsigned>(*day)}, DatePrecision::day, year_at_token + 1};
}

/// January 28, 2025; Jan. 28th 2025; January 2025.
std::optional<DateScanner::Day> DateScanner::month_then_day(std::size_t i) const {
    const unsigned month = month_at(i);
    if (month == 0) return {};
    const std::size_t first = skip_words(i + 1);
    if (first > i + 3) return {};
    if (const auto year = year_at(first, false)) return Day{{*year, month, 1}, DatePrecision::month, first + 1};
    const auto day = number_at(first);
    if (!day || *day < 1 || *day > 31 || tokens_[first].text.size() > 2) return {};
    const std::size_t second = skip_words(first + 1);
    const auto year = year_at(second, false);
    if (!year || second > first + 3) return {};
    return Day{{*year, month, static_cast<unsigned>(*day)}, DatePrecision::day, second + 1};
}

/// 28/01/2025, 01/28/2025, 28.01.2025, 28-01-2025.
std::optional<DateScanner::Day> DateScanner::numbers(std::size_t i, DayOrder order) const {
    const auto a = number_at(i);
    const auto b = number_at(i + 2);
    const std::string_view mark = text_of(i + 1);
    if (!a || !b || (mark != "/" && mark != "." && mark != "-") || text_of(i + 3) != mark) return {};
    if (tokens_[i].text.size() > 2 || tokens_[i + 2].text.size() > 2) return {};
    const auto year = year_at(i + 4, mark != "-" && (order != DayOrder::unknown || mark == "."));
    if (!year) return {};
    bool day_first = order == DayOrder::day_first || mark == ".";
    if (*a > 12)
        day_first = true;
    else if (*b > 12)
        day_first = false;
    else if (*a != *b && order == DayOrder::unknown && mark != ".")
        return {};
    const int day = day_first ? *a : *b;
    const int month = day_first ? *b : *a;
    if (day < 1 || month < 1) return {};
    return Day{{*year, static_cast<unsigned>(month), static_cast<unsigned>(day)}, DatePrecision::day, i + 5};
}

/// Reads "am", "p.m." and the like at `i` and moves past it; false if the hour doesn't fit.
bool DateScanner::half_day(std::size_t& i, int& hour) const {
    const std::string_view word = text_of(i);
    bool found = word == "am" || word == "pm";
    std::size_t end = i + 1;
    if ((word == "a" || word == "p") && text_of(i + 1) == "." && text_of(i + 2) == "m") {
        found = true;
        end = text_of(i + 3) == "." ? i + 4 : i + 3;
    }
    if (!found) return hour <= 24;
    if (hour < 1 || hour > 12) return hour <= 24;
    hour = hour % 12 + (word.front() == 'p' ? 12 : 0);
    i = end;
    return true;
}

/// 0930 or 093000, after 20250128T.
std::optional<DateScanner::Clock> DateScanner::compact_clock(std::size_t i) const {
    const auto value = number_at(i);
    const std::size_t digits = tokens_[i].text.size();
    if (!value || (digits != 4 && digits != 6)) return {};
    const int all = digits == 4 ? *value * 100 : *value;
    if (all / 10000 > 23 || all / 100 % 100 > 59 || all % 100 > 59) return {};
    return Clock{(all / 10000 * 60 + all / 100 % 100) * 60 + all % 100,
                 digits == 4 ? DatePrecision::minute : DatePrecision::second, i + 1};
}

/// "T09:30:00.123", ", 9.30 am", "at 4:05 PM", "à 10h30", "- 15:20".
std::optional<DateScanner::Clock> DateScanner::clock_at(std::size_t i) const {
    static constexpr std::array<std::string_view, 15> between{"t", ",",   "at", "-",   "–",  "|", "um", "à",
                                                              "a", "las", "às", "ore", "om", "@", "·"};
    const std::size_t begin = i;
    while (i < size() && i < begin + 3 && std::find(between.begin(), between.end(), tokens_[i].text) != between.end())
        ++i;
    if (i > begin && tokens_[i - 1].text == "t" && i < size() && tokens_[i].text.size() >= 4) return compact_clock(i);
    const auto hour = number_at(i);
    if (!hour || tokens_[i].text.size() > 2) return {};
    const std::string_view mark = text_of(i + 1);
    const auto minute = number_at(i + 2);
    if ((mark != ":" && mark != "." && mark != "h") || !minute || tokens_[i + 2].text.size() != 2 || *minute > 59)
        return {};
    Clock clock;
    int whole_hour = *hour;
    int second = 0;
    clock.end = i + 3;
    const auto seconds = number_at(i + 4);
    if (text_of(i + 3) == mark && seconds && tokens_[i + 4].text.size() == 2 && *seconds <= 60) {
        second = std::min(*seconds, 59);
        clock.precision = DatePrecision::second;
        clock.end = i + 5;
        if ((text_of(i + 5) == "." || text_of(i + 5) == ",") && i + 6 < size() && tokens_[i + 6].kind == Kind::number &&
            !tokens_[i + 6].after_space)
            clock.end = i + 7;
    }
    if (!half_day(clock.end, whole_hour) || whole_hour > 23) return {};
    clock.seconds = (whole_hour * 60 + *minute) * 60 + second;
    return clock;
}

/// "at 4 pm": an hour is a time only with its half of the day.
std::optional<DateScanner::Clock> DateScanner::bare_hour_at(std::size_t i) const {
    while (text_of(i) == "," || text_of(i) == "at") ++i;
    const auto hour = number_at(i);
    if (!hour || *hour < 1 || *hour > 12) return {};
    Clock clock;
    clock.end = i + 1;
    int whole_hour = *hour;
    if (!half_day(clock.end, whole_hour) || clock.end == i + 1) return {};
    clock.seconds = whole_hour * 3600;
    return clock;
}

/// "+01:00", "-0500", "Z", "GMT", "(CET)", "GMT+2" at `i`; moves past it.
std::optional<int> DateScanner::offset_at(std::size_t& i) const {
    std::size_t at = text_of(i) == "(" || text_of(i) == "," ? i + 1 : i;
    std::optional<int> minutes;
    if (is_word(at)) {
        const auto zone =
            std::find_if(zones.begin(), zones.end(), [&](const Zone& z) { return z.name == text_of(at); });
        if (zone == zones.end()) return {};
        minutes = zone->minutes;
        ++at;
    }
    const std::string_view sign = text_of(at);
    const auto number = number_at(at + 1);
    if ((sign == "+" || sign == "-" || sign == "−") && number && (!minutes || *minutes == 0) &&
        !tokens_[at + 1].after_space) {
        const std::size_t digits = tokens_[at + 1].text.size();
        int value = digits > 2 ? *number / 100 * 60 + *number % 100 : *number * 60;
        at += 2;
        if (digits <= 2 && text_of(at) == ":" && number_at(at + 1)) {
            value += *number_at(at + 1);
            at += 2;
        }
        if (digits > 4 || value > 14 * 60) return {};
        minutes = sign == "+" ? value : -value;
    }
    if (!minutes) return {};
    i = text_of(at) == ")" ? at + 1 : at;
    return minutes;
}

}  // namespace broadsheet
