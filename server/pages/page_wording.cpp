// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/page_wording.h"

#include "server/pages/messages.h"
#include "server/pages/reader.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace broadsheet {
namespace {

constexpr std::array<std::string_view, 12> months = {english("January"), english("February"), english("March"),
                                                     english("April"),   english("May"),      english("June"),
                                                     english("July"),    english("August"),   english("September"),
                                                     english("October"), english("November"), english("December")};

constexpr std::array<std::string_view, 12> abbreviations = {
    english("Jan"), english("Feb"), english("Mar"),  english("Apr"), english("May"), english("Jun"),
    english("Jul"), english("Aug"), english("Sept"), english("Oct"), english("Nov"), english("Dec")};

/// What stands between groups of three digits: a narrow blank in French.
std::string_view digit_separator() {
    switch (reader_language()) {
        case Language::german:
        case Language::spanish:
            return ".";
        case Language::french:
            return "\u202f";
        default:
            return ",";
    }
}

/// Seconds of the clock on the wall where the date was written.
std::int64_t wall_clock_s(const Date& date) {
    const bool timed = date.precision == DatePrecision::minute || date.precision == DatePrecision::second;
    return date.utc_s + (timed ? std::int64_t{date.offset_minutes.value_or(0)} * 60 : 0);
}

std::string two_digits(std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string offset_words(const Date& date) {
    const int minutes = date.offset_minutes.value_or(0);
    if (minutes == 0) return " UTC";
    const int size = minutes < 0 ? -minutes : minutes;
    return std::string(" (UTC") + (minutes < 0 ? "−" : "+") + two_digits(size / 60) + ":" + two_digits(size % 60) + ")";
}

/// The decimal point is a comma in German, French and Spanish.
std::string with_comma(std::string number) {
    if (digit_separator() != ",") std::ranges::replace(number, '.', ',');
    return number;
}

}  // namespace

std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    // Spanish leaves four digits together.
    if (reader_language() == Language::spanish && digits.size() == 4) return digits;
    for (std::size_t left = digits.size(); left > 3;) digits.insert(left -= 3, digit_separator());
    return digits;
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
    return message_of(number, "{n} " + std::string(one), "{n} " + std::string(many));
}

std::string total_words(GroupBy group, std::uint64_t shown, std::uint64_t articles) {
    const auto articles_words = [](std::uint64_t number) { return message_of(number, "{n} article", "{n} articles"); };
    if (group == GroupBy::none || articles <= shown) return articles_words(shown);
    if (group == GroupBy::story) {
        const std::string stories = message_of(shown, "{n} story", "{n} stories");
        return message("{stories} in {articles}", {{"stories", stories}, {"articles", articles_words(articles)}});
    }
    const std::string left_out = message_of(articles - shown, "{n} duplicate left out", "{n} duplicates left out");
    return articles_words(shown) + message(", ") + left_out;
}

std::string more_words(GroupBy group, const Hit& hit) {
    if (group == GroupBy::duplicates && hit.more_in_group > 0)
        return message_of(hit.more_in_group, "+{n} with the same text", "+{n} with the same text");
    const std::uint32_t others = hit.kinship.story_size > 0 ? hit.kinship.story_size - 1 : 0;
    const std::uint32_t more = group == GroupBy::story && hit.more_in_group > 0 ? hit.more_in_group : others;
    return more == 0 ? std::string() : message_of(more, "+{n} more telling", "+{n} more tellings");
}

std::string day_words(const Date& date) {
    if (!date.known()) return {};
    const CivilDay day = civil_day(day_of(wall_clock_s(date)));
    const std::string year = std::to_string(day.year);
    if (date.precision == DatePrecision::year) return message("{year}", {{"year", year}});
    const std::string_view month = month_name(day.month);
    if (date.precision == DatePrecision::month) return message("{month} {year}", {{"month", month}, {"year", year}});
    const bool first_of_french = reader_language() == Language::french && day.day == 1;
    const std::string number = first_of_french ? "1er" : std::to_string(day.day);
    return message("{day} {month} {year}", {{"day", number}, {"month", month}, {"year", year}});
}

std::string moment_words(const Date& date) {
    if (date.precision != DatePrecision::minute && date.precision != DatePrecision::second) return day_words(date);
    const std::int64_t clock_s = wall_clock_s(date);
    const std::int64_t second_of_day = clock_s - std::int64_t{day_of(clock_s)} * seconds_per_day;
    const std::string time = two_digits(second_of_day / 3600) + ":" + two_digits(second_of_day / 60 % 60);
    return day_words(date) + message(", ") + time + offset_words(date);
}

std::string_view date_source_words(DateSource source) {
    switch (source) {
        case DateSource::json_ld:
            return message_text("from the page’s structured data");
        case DateSource::meta:
            return message_text("from the page’s metadata");
        case DateSource::time:
            return message_text("from a time element of the page");
        case DateSource::header:
            return message_text("from the article’s header");
        case DateSource::url:
            return message_text("from the address");
        case DateSource::text:
            return message_text("from the text");
        case DateSource::feed:
            return message_text("from the feed");
        case DateSource::file:
            return message_text("the file’s own date: when it was saved, not necessarily when it was published");
        case DateSource::none:
            break;
    }
    return {};
}

std::string_view month_name(unsigned month) {
    return message_text(months.at(month - 1));
}

std::string_view month_abbreviation(unsigned month) {
    return message_text(abbreviations.at(month - 1));
}

std::string duration_words(double ms) {
    if (ms < 0.1) return message("under {time}", {{"time", with_comma("0.1 ms")}});
    char text[32];
    if (ms < 10)
        std::snprintf(text, sizeof text, "%.1f ms", ms);
    else if (ms < 1000)
        std::snprintf(text, sizeof text, "%.0f ms", ms);
    else
        std::snprintf(text, sizeof text, "%.1f s", ms / 1000);
    return with_comma(text);
}

std::string year_span(const Date& first, const Date& last) {
    if (!first.known() || !last.known()) return {};
    const int from = civil_day(day_of(first.utc_s)).year;
    const int to = civil_day(day_of(last.utc_s)).year;
    return from == to ? std::to_string(from) : std::to_string(from) + "–" + std::to_string(to);
}

}  // namespace broadsheet
