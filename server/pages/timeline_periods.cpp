// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/timeline_periods.h"

#include "server/pages/page_wording.h"

#include <algorithm>

namespace broadsheet {
namespace {

/// Counts periods of one length, so that neighbours differ by one.
std::int64_t number_of(PeriodLength length, const CivilDay& day) {
    switch (length) {
        case PeriodLength::day:
            return day_number(day);
        case PeriodLength::month:
            return std::int64_t{day.year} * 12 + day.month - 1;
        case PeriodLength::year:
            return day.year;
        case PeriodLength::decade:
            break;
    }
    return day.year / 10;
}

CivilDay begin_of(PeriodLength length, std::int64_t number) {
    switch (length) {
        case PeriodLength::day:
            return civil_day(static_cast<DayNumber>(number));
        case PeriodLength::month:
            return {static_cast<int>(number / 12), static_cast<unsigned>(number % 12) + 1, 1};
        case PeriodLength::year:
            return {static_cast<int>(number), 1, 1};
        case PeriodLength::decade:
            break;
    }
    return {static_cast<int>(number * 10), 1, 1};
}

Period period_of(PeriodLength length, std::int64_t number) {
    Period period;
    period.begin = begin_of(length, number);
    if (length == PeriodLength::decade) {
        period.from = std::to_string(period.begin.year);
        period.to = std::to_string(period.begin.year + 9);
        period.label = period.from + "–" + period.to;
        return period;
    }
    const auto precision = length == PeriodLength::day     ? DatePrecision::day
                           : length == PeriodLength::month ? DatePrecision::month
                                                           : DatePrecision::year;
    const Date date{day_number(period.begin) * seconds_per_day, precision, DateSource::none, std::nullopt};
    period.from = period.to = to_iso(date);
    period.label = day_words(date);
    return period;
}

PeriodLength length_of(Interval interval) {
    switch (interval) {
        case Interval::day:
            return PeriodLength::day;
        case Interval::week:
        case Interval::month:
            return PeriodLength::month;
        case Interval::year:
            break;
    }
    return PeriodLength::year;
}

PeriodLength longer(PeriodLength length) {
    return static_cast<PeriodLength>(static_cast<int>(length) + 1);
}

}  // namespace

PeriodRow period_row(const Timeline& timeline) {
    PeriodRow row;
    if (timeline.buckets.empty()) return row;
    const CivilDay first = civil_day(timeline.buckets.front().from);
    const CivilDay last = civil_day(timeline.buckets.back().from);
    const auto span = [&](PeriodLength length) { return number_of(length, last) - number_of(length, first) + 1; };
    row.length = length_of(timeline.interval);
    while (row.length != PeriodLength::decade && span(row.length) > static_cast<std::int64_t>(periods_max)) {
        row.length = longer(row.length);
    }
    const std::int64_t end = number_of(row.length, last) + 1;
    const std::int64_t begin = std::max(number_of(row.length, first), end - static_cast<std::int64_t>(periods_max));
    for (std::int64_t number = begin; number < end; ++number) row.periods.push_back(period_of(row.length, number));
    for (const auto& bucket : timeline.buckets) {
        const std::int64_t place = number_of(row.length, civil_day(bucket.from)) - begin;
        if (place >= 0) row.periods[static_cast<std::size_t>(place)].count += bucket.count;
    }
    return row;
}

}  // namespace broadsheet
