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

/// Marks that turn the direction of writing, as Arabic and Hebrew pages set them around dates.
bool is_direction_mark(UChar32 c) {
    return c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/// 年月日时時分秒 and 년월일시분초: what stands behind the numbers of a date.
bool is_date_sign(UChar32 c) {
    static constexpr std::array<UChar32, 13> signs{0x5E74, 0x6708, 0x65E5, 0x65F6, 0x6642, 0x5206, 0x79D2,
                                                   0xB144, 0xC6D4, 0xC77C, 0xC2DC, 0xBD84, 0xCD08};
    return std::find(signs.begin(), signs.end(), c) != signs.end();
}

/// A run of decimal digits of any script in ASCII; moves past it.
std::string take_digits(std::string_view text, std::size_t& i) {
    std::string digits;
    for (std::size_t next = i; next < text.size(); i = next) {
        const UChar32 c = next_character(text, next);
        if (!u_isdigit(c)) break;
        digits += static_cast<char>('0' + u_charDigitValue(c));
    }
    return digits;
}

/// Vowel signs and accents of their own belong to the word.
std::size_t end_of_word(std::string_view text, std::size_t i) {
    for (std::size_t next = i; next < text.size(); i = next) {
        const UChar32 c = next_character(text, next);
        if (!u_isalpha(c) && (U_GET_GC_MASK(c) & U_GC_M_MASK) == 0) break;
    }
    return i;
}

std::optional<DateScanner::Found> make(const CivilDay& day, DatePrecision precision, std::size_t end) {
    if (!is_valid(day)) return {};
    DateScanner::Found found;
    found.date.utc_s = std::int64_t{day_number(day)} * seconds_per_day;
    found.date.precision = precision;
    found.end = end;
    return found;
}

}  // namespace

DateScanner::DateScanner(std::string_view text) {
    bool space = false;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t begin = i;
        const UChar32 c = next_character(text, i);
        if (u_isUWhiteSpace(c) || is_direction_mark(c)) {
            space = space || u_isUWhiteSpace(c);
            continue;
        }
        Token token{Kind::mark, std::exchange(space, false), {}};
        if (u_isdigit(c)) {
            token.kind = Kind::number;
            i = begin;
            token.text = take_digits(text, i);
        } else if (u_isalpha(c)) {
            token.kind = Kind::word;
            const bool after_number = !tokens_.empty() && tokens_.back().kind == Kind::number;
            // Chinese, Japanese and Korean set no space between 日 and what follows.
            if (!after_number || !is_date_sign(c)) i = end_of_word(text, i);
            token.text = lower_case(text.substr(begin, i - begin));
        } else {
            token.text = text.substr(begin, i - begin);
        }
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
    if (auto found = unix_date(begin)) return found;
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
    return found;
}

/// Oct 07 09:30:00 GMT 2020, as Unix and Java print it: the year comes last.
std::optional<DateScanner::Found> DateScanner::unix_date(std::size_t i) const {
    const unsigned month = month_at(i);
    const auto day = month > 0 ? number_at(i + 1) : std::nullopt;
    if (!day || *day < 1 || *day > 31 || text_of(i + 3) != ":") return {};
    const auto clock = clock_at(i + 2);
    if (!clock || clock->precision != DatePrecision::second) return {};
    std::size_t end = clock->end;
    const auto minutes = offset_at(end);
    if (!minutes && is_word(end)) ++end;  // a zone that has no one meaning
    const auto year = year_at(end, false);
    if (!year) return {};
    auto found = make({*year, month, static_cast<unsigned>(*day)}, DatePrecision::second, end + 1);
    if (!found) return {};
    found->date.utc_s += clock->seconds - minutes.value_or(0) * 60;
    if (minutes) found->date.offset_minutes = static_cast<std::int16_t>(*minutes);
    return found;
}

std::optional<DateScanner::Day> DateScanner::day_at(std::size_t i, DayOrder order) const {
    if (i >= size()) return {};
    if (is_word(i)) return month_then_day(i);
    if (tokens_[i].kind != Kind::number || is_adjoining_number(i)) return {};
    if (auto day = year_first(i)) return day;
    if (auto day = year_then_month(i)) return day;
    if (auto day = compact(i)) return day;
    if (auto day = day_then_month(i)) return day;
    return numbers(i, order);
}

/// 2025-01-28, 2025/1/28, 2025. 01. 28, 2025年1月28日, 2025년 1월 28일, and the month alone, 2025-01.
std::optional<DateScanner::Day> DateScanner::year_first(std::size_t i) const {
    const auto year = year_at(i, false);
    const std::string_view mark = text_of(i + 1);
    const auto month = number_at(i + 2);
    if (!year || (mark != "-" && mark != "/" && mark != "." && mark != "年" && mark != "년") || !month || *month < 1 ||
        *month > 12)
        return {};
    if (tokens_[i + 2].text.size() > 2) return {};
    Day found{{*year, static_cast<unsigned>(*month), 1}, DatePrecision::month, i + 3};
    const auto day = number_at(i + 4);
    const std::string_view second_mark = mark == "年" ? "月" : mark == "년" ? "월" : mark;
    const bool whole = day && text_of(i + 3) == second_mark && tokens_[i + 4].text.size() <= 2;
    if (!whole) {
        if (mark != "-" || tokens_[i + 2].text.size() != 2 || text_of(i + 3) == "-") return {};
        return found;
    }
    found.day.day = static_cast<unsigned>(*day);
    found.precision = DatePrecision::day;
    found.end = text_of(i + 5) == "日" || text_of(i + 5) == "일" ? i + 6 : i + 5;
    return found;
}

/// 2025. január 28., 2025 m. sausio 28 d., 2025 January 28: Hungarian, Lithuanian and programs.
std::optional<DateScanner::Day> DateScanner::year_then_month(std::size_t i) const {
    const auto year = year_at(i, false);
    if (!year) return {};
    std::size_t at = i + 1;
    while (at < i + 3 && (text_of(at) == "." || text_of(at) == "," || text_of(at) == "m" || text_of(at) == "-")) ++at;
    const unsigned month = month_at(at);
    const auto day = number_at(skip_words(at + 1));
    if (month == 0 || !day || *day < 1 || *day > 31 || skip_words(at + 1) > at + 2) return {};
    const std::size_t end = skip_words(at + 1) + 1;
    // "In 2025 May 2, 2024 was forgotten": the number belongs to the date that follows.
    if (tokens_[end - 1].text.size() > 2 || year_at(skip_words(end), false)) return {};
    return Day{{*year, month, static_cast<unsigned>(*day)}, DatePrecision::day, end};
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
    static constexpr std::array<std::string_view, 24> between{"st", "nd", "rd", "th", "er", "de", "of",   "del",
                                                              "do", "di", ".",  "-",  ",",  "º",  "ª",    "/",
                                                              "°",  "d",  "\'", "’",  "،",  "–",  "ngày", "de\'"};
    while (i < size() && std::find(between.begin(), between.end(), tokens_[i].text) != between.end()) ++i;
    return i;
}

/// 28 January 2025, 28th of January, 2025, 28-JAN-1987, 1er janvier 2025, 28. Januar 2025.
std::optional<DateScanner::Day> DateScanner::day_then_month(std::size_t i) const {
    const auto day = number_at(i);
    if (!day || *day < 1 || *day > 31 || tokens_[i].text.size() > 2) return {};
    std::size_t month_at_token = skip_words(i + 1);
    unsigned month = month_at(month_at_token);
    if (text_of(month_at_token) == "tháng" && number_at(month_at_token + 1))  // Vietnamese numbers its months
        month = static_cast<unsigned>(*number_at(++month_at_token));
    if (month == 0 || month_at_token > i + 3) return {};
    std::size_t year_at_token = skip_words(month_at_token + 1);
    if (text_of(year_at_token) == "năm") ++year_at_token;
    const auto year = year_at(year_at_token, true);
    if (text_of(month_at_token + 1) == "of") return {};  // "5 out of 2020"
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
    const bool two_digits = tokens_[i + 4].text.size() == 2;
    const bool short_parts = tokens_[i].text.size() != 2 || tokens_[i + 2].text.size() != 2;
    if (two_digits && short_parts && tokens_[i + 1].text != "/") return {};  // chapter 3.2.10
    // 10.10.10.10 is an address or a version.
    if (text_of(i + 5) == mark && !tokens_[i + 5].after_space && number_at(i + 6) && !tokens_[i + 6].after_space)
        return {};
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

}  // namespace broadsheet
