// SPDX-License-Identifier: GPL-3.0-or-later
// The part of DateScanner that reads times of the day and offsets from UTC.
#include "indexer/extract/date_scanner.h"

#include <algorithm>
#include <array>

namespace broadsheet {
namespace {

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
    static constexpr std::array<std::string_view, 26> between{"t", ",",   "at",   "-",   "–",  "—", "|",   "um", "à",
                                                              "a", "las", "às",   "ore", "om", "@", "·",   "u",  "kl",
                                                              "o", "в",   "saat", "، ",  "،",  "/", "klo", "•"};
    const std::size_t begin = i;
    while (i < size() && i < begin + 3 && std::find(between.begin(), between.end(), tokens_[i].text) != between.end())
        ++i;
    if (i > begin && tokens_[i - 1].text == "kl" && text_of(i) == ".") ++i;
    if (i > begin && tokens_[i - 1].text == "t" && i < size() && tokens_[i].text.size() >= 4) return compact_clock(i);
    const auto hour = number_at(i);
    if (!hour || tokens_[i].text.size() > 2) return {};
    const std::string_view mark = text_of(i + 1);
    const auto minute = number_at(i + 2);
    if ((mark != ":" && mark != "." && mark != "h" && mark != "時" && mark != "时" && mark != "시") || !minute ||
        tokens_[i + 2].text.size() != 2 || *minute > 59)
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
        // "22:06:08:684": thousandths
        if (text_of(i + 5) == ":" && number_at(i + 6) && tokens_[i + 6].text.size() == 3) clock.end = i + 7;
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
