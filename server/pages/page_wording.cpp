// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/page_wording.h"

#include <array>
#include <cstdio>

namespace broadsheet {
namespace {

constexpr std::array<std::string_view, 12> months = {"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};

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

}  // namespace

std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t left = digits.size(); left > 3;) digits.insert(left -= 3, ",");
    return digits;
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
    return grouped(number) + " " + std::string(number == 1 ? one : many);
}

std::string total_words(GroupBy group, std::uint64_t shown, std::uint64_t articles) {
    if (group == GroupBy::none || articles <= shown) return counted(shown, "article", "articles");
    if (group == GroupBy::story)
        return counted(shown, "story", "stories") + " in " + counted(articles, "article", "articles");
    return counted(shown, "article", "articles") + ", " + counted(articles - shown, "duplicate", "duplicates") +
           " left out";
}

std::string more_words(GroupBy group, const Hit& hit) {
    if (group == GroupBy::duplicates && hit.more_in_group > 0)
        return "+" + grouped(hit.more_in_group) + " with the same text";
    const std::uint32_t others = hit.kinship.story_size > 0 ? hit.kinship.story_size - 1 : 0;
    const std::uint32_t more = group == GroupBy::story && hit.more_in_group > 0 ? hit.more_in_group : others;
    return more == 0 ? std::string() : "+" + counted(more, "more telling", "more tellings");
}

std::string day_words(const Date& date) {
    if (!date.known()) return {};
    const CivilDay day = civil_day(day_of(wall_clock_s(date)));
    const std::string year = std::to_string(day.year);
    if (date.precision == DatePrecision::year) return year;
    const std::string month = std::string(month_name(day.month)) + " " + year;
    return date.precision == DatePrecision::month ? month : std::to_string(day.day) + " " + month;
}

std::string moment_words(const Date& date) {
    if (date.precision != DatePrecision::minute && date.precision != DatePrecision::second) return day_words(date);
    const std::int64_t clock_s = wall_clock_s(date);
    const std::int64_t second_of_day = clock_s - std::int64_t{day_of(clock_s)} * seconds_per_day;
    const std::string time = two_digits(second_of_day / 3600) + ":" + two_digits(second_of_day / 60 % 60);
    return day_words(date) + ", " + time + offset_words(date);
}

std::string_view date_source_words(DateSource source) {
    switch (source) {
        case DateSource::json_ld:
            return "from the page’s structured data";
        case DateSource::meta:
            return "from the page’s metadata";
        case DateSource::time:
            return "from a time element of the page";
        case DateSource::header:
            return "from the article’s header";
        case DateSource::url:
            return "from the address";
        case DateSource::text:
            return "from the text";
        case DateSource::feed:
            return "from the feed";
        case DateSource::file:
            return "the file’s own date: when it was saved, not necessarily when it was published";
        case DateSource::none:
            break;
    }
    return {};
}

std::string_view month_name(unsigned month) {
    return months.at(month - 1);
}

std::string duration_words(double ms) {
    if (ms < 0.1) return "under 0.1 ms";
    char text[32];
    if (ms < 10)
        std::snprintf(text, sizeof text, "%.1f ms", ms);
    else if (ms < 1000)
        std::snprintf(text, sizeof text, "%.0f ms", ms);
    else
        std::snprintf(text, sizeof text, "%.1f s", ms / 1000);
    return text;
}

std::string year_span(const Date& first, const Date& last) {
    if (!first.known() || !last.known()) return {};
    const int from = civil_day(day_of(first.utc_s)).year;
    const int to = civil_day(day_of(last.utc_s)).year;
    return from == to ? std::to_string(from) : std::to_string(from) + "–" + std::to_string(to);
}

}  // namespace broadsheet
