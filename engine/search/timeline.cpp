// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/timeline.h"

#include <algorithm>
#include <iterator>

namespace broadsheet {

namespace {

constexpr DayNumber days_span_max = 92;
constexpr DayNumber weeks_span_max = 2 * 366;
constexpr DayNumber months_span_max = 16 * 366;

constexpr DayNumber week_days = 7;
constexpr DayNumber first_monday = 4;  // 1970-01-05

std::int64_t month_of(DayNumber day) {
    const CivilDay civil = civil_day(day);
    return std::int64_t{civil.year} * 12 + civil.month;
}

/// Numbers buckets so that neighbours differ by one.
std::int64_t number_of(Interval interval, DayNumber day) {
    switch (interval) {
        case Interval::day:
            return day;
        case Interval::week:
            return (start_of(Interval::week, day) - first_monday) / week_days;
        case Interval::month:
            return month_of(day);
        case Interval::year:
            break;
    }
    return civil_day(day).year;
}

std::uint32_t count_between(const DayCounts& days, DayNumber begin, DayNumber end) {
    begin = std::max(begin, days.first);
    end = std::min(end, days.end());
    std::uint32_t articles = 0;
    for (DayNumber day = begin; day < end; ++day) articles += days.counts[static_cast<std::size_t>(day - days.first)];
    return articles;
}

std::optional<DaySpan> filled_span(const DayCounts& days) {
    const auto is_filled = [](std::uint32_t count) { return count != 0; };
    const auto first = std::ranges::find_if(days.counts, is_filled);
    if (first == days.counts.end()) return std::nullopt;
    const auto last = std::find_if(days.counts.rbegin(), days.counts.rend(), is_filled);
    return DaySpan{days.first + static_cast<DayNumber>(std::distance(days.counts.begin(), first)),
                   days.end() - 1 - static_cast<DayNumber>(std::distance(days.counts.rbegin(), last))};
}

}  // namespace

DayNumber start_of(Interval interval, DayNumber day) {
    if (interval == Interval::day) return day;
    if (interval == Interval::week) {
        const DayNumber since = (day - first_monday) % week_days;
        return day - (since < 0 ? since + week_days : since);
    }
    CivilDay civil = civil_day(day);
    civil.day = 1;
    if (interval == Interval::year) civil.month = 1;
    return day_number(civil);
}

DayNumber start_after(Interval interval, DayNumber first) {
    constexpr DayNumber month_days = 31, year_days = 366;
    switch (interval) {
        case Interval::day:
            return first + 1;
        case Interval::week:
            return first + week_days;
        case Interval::month:
            return start_of(interval, first + month_days);
        case Interval::year:
            break;
    }
    return start_of(interval, first + year_days);
}

Interval fitting_interval(DayNumber days) {
    return days <= days_span_max     ? Interval::day
           : days <= weeks_span_max  ? Interval::week
           : days <= months_span_max ? Interval::month
                                     : Interval::year;
}

std::uint64_t bucket_count(Interval interval, const DaySpan& span) {
    return static_cast<std::uint64_t>(number_of(interval, span.last) - number_of(interval, span.first) + 1);
}

Interval finest_within(std::uint64_t buckets_max, const DaySpan& span) {
    for (const Interval interval : {Interval::day, Interval::week, Interval::month})
        if (bucket_count(interval, span) <= buckets_max) return interval;
    return Interval::year;
}

std::optional<DaySpan> shown_span(const DayCounts& matches, const DateRange& asked) {
    if (matches.counts.empty()) return std::nullopt;
    const std::optional<DaySpan> filled = filled_span(matches);
    if (!filled && (!asked.from_s || !asked.before_s)) return std::nullopt;
    DaySpan span = filled.value_or(DaySpan{matches.first, matches.end() - 1});
    if (asked.from_s) span.first = std::max(matches.first, day_of(*asked.from_s));
    if (asked.before_s) span.last = std::min(matches.end() - 1, day_of(*asked.before_s - 1));
    if (span.first > span.last) return std::nullopt;
    return span;
}

Timeline timeline_of(const DayCounts& matches, const DaySpan& span, Interval interval) {
    Timeline timeline;
    timeline.interval = interval;
    for (DayNumber from = start_of(interval, span.first); from <= span.last;) {
        const DayNumber next = start_after(interval, from);
        timeline.buckets.push_back({from, count_between(matches, from, next)});
        from = next;
    }
    return timeline;
}

void add_coverage(Timeline& timeline, const DayCounts& all, const DateRange& asked) {
    const DayNumber begin = asked.from_s ? day_of(*asked.from_s) : all.first;
    const DayNumber end = asked.before_s ? day_of(*asked.before_s - 1) + 1 : all.end();
    for (Timeline::Bucket& bucket : timeline.buckets) {
        const DayNumber next = start_after(timeline.interval, bucket.from);
        bucket.all = count_between(all, std::max(begin, bucket.from), std::min(end, next));
    }
}

}  // namespace broadsheet
