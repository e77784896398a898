// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/timeline_periods.h"

#include "engine/search/timeline.h"
#include "server/pages/messages.h"
#include "server/pages/page_wording.h"

#include <algorithm>
#include <cstdio>

namespace broadsheet {
namespace {

constexpr DayNumber week_days = 7;
constexpr DayNumber first_monday = 4;  // 1970-01-05

/// Counts periods of one length, so that neighbours differ by one.
std::int64_t number_of(PeriodLength length, DayNumber day) {
    const CivilDay civil = civil_day(day);
    switch (length) {
        case PeriodLength::day:
            return day;
        case PeriodLength::week:
            return (start_of(Interval::week, day) - first_monday) / week_days;
        case PeriodLength::month:
            return std::int64_t{civil.year} * 12 + civil.month - 1;
        case PeriodLength::year:
            return civil.year;
        case PeriodLength::decade:
            break;
    }
    return civil.year / 10;
}

CivilDay begin_of(PeriodLength length, std::int64_t number) {
    switch (length) {
        case PeriodLength::day:
            return civil_day(static_cast<DayNumber>(number));
        case PeriodLength::week:
            return civil_day(static_cast<DayNumber>(number * week_days + first_monday));
        case PeriodLength::month:
            return {static_cast<int>(number / 12), static_cast<unsigned>(number % 12) + 1, 1};
        case PeriodLength::year:
            return {static_cast<int>(number), 1, 1};
        case PeriodLength::decade:
            break;
    }
    return {static_cast<int>(number * 10), 1, 1};
}

Date date_of(const CivilDay& day, DatePrecision precision) {
    return {day_number(day) * seconds_per_day, precision, DateSource::none, std::nullopt};
}

Period week_of(Period period) {
    const Date first = date_of(period.begin, DatePrecision::day);
    const Date last = date_of(civil_day(day_number(period.begin) + week_days - 1), DatePrecision::day);
    period.from = to_iso(first);
    period.to = to_iso(last);
    period.label = message("Week of {date}", {{"date", day_words(first)}});
    return period;
}

Period period_of(PeriodLength length, std::int64_t number) {
    Period period;
    period.begin = begin_of(length, number);
    if (length == PeriodLength::week) return week_of(std::move(period));
    if (length == PeriodLength::decade) {
        period.from = std::to_string(period.begin.year);
        period.to = std::to_string(period.begin.year + 9);
        period.label = period.from + "–" + period.to;
        return period;
    }
    const Date date = date_of(period.begin, length == PeriodLength::day     ? DatePrecision::day
                                            : length == PeriodLength::month ? DatePrecision::month
                                                                            : DatePrecision::year);
    period.from = period.to = to_iso(date);
    period.label = day_words(date);
    return period;
}

PeriodLength length_of(Interval interval) {
    return static_cast<PeriodLength>(static_cast<int>(interval));
}
static_assert(static_cast<int>(PeriodLength::year) == static_cast<int>(Interval::year));

PeriodLength longer(PeriodLength length) {
    return static_cast<PeriodLength>(static_cast<int>(length) + 1);
}

std::string percent_words(double share) {
    if (share == 0) return "0%";
    char text[32];
    const double percent = 100 * share;
    std::snprintf(text, sizeof text, percent < 0.1 ? "%.3f%%" : percent < 10 ? "%.2f%%" : "%.1f%%", percent);
    return text;
}

}  // namespace

PeriodRow period_row(const Timeline& timeline, std::size_t most) {
    PeriodRow row;
    if (timeline.buckets.empty()) return row;
    const DayNumber first = timeline.buckets.front().from, last = timeline.buckets.back().from;
    const auto span = [&](PeriodLength length) { return number_of(length, last) - number_of(length, first) + 1; };
    row.length = length_of(timeline.interval);
    while (row.length != PeriodLength::decade && span(row.length) > static_cast<std::int64_t>(most)) {
        row.length = longer(row.length);
    }
    const std::int64_t end = number_of(row.length, last) + 1;
    const std::int64_t begin = std::max(number_of(row.length, first), end - static_cast<std::int64_t>(most));
    for (std::int64_t number = begin; number < end; ++number) row.periods.push_back(period_of(row.length, number));
    for (const auto& bucket : timeline.buckets) {
        const std::int64_t place = number_of(row.length, bucket.from) - begin;
        if (place < 0) continue;
        row.periods[static_cast<std::size_t>(place)].count += bucket.count;
        row.periods[static_cast<std::size_t>(place)].all += bucket.all;
    }
    return row;
}

std::optional<std::size_t> place_of(const PeriodRow& row, DayNumber day) {
    if (row.periods.empty()) return std::nullopt;
    const std::int64_t place =
        number_of(row.length, day) - number_of(row.length, day_number(row.periods.front().begin));
    if (place < 0 || place >= static_cast<std::int64_t>(row.periods.size())) return std::nullopt;
    return static_cast<std::size_t>(place);
}

std::optional<Period> one_step_out(const DateRange& span) {
    if (!span.from_s || !span.before_s) return std::nullopt;
    const DayNumber first = day_of(*span.from_s), last = day_of(*span.before_s - 1);
    for (const PeriodLength length : {PeriodLength::month, PeriodLength::year, PeriodLength::decade}) {
        const std::int64_t number = number_of(length, first);
        if (number_of(length, last) != number) continue;
        const DayNumber begin = day_number(begin_of(length, number)), end = day_number(begin_of(length, number + 1));
        if (begin < first || last < end - 1) return period_of(length, number);
    }
    return std::nullopt;
}

std::string caption_of(const PeriodRow& row) {
    if (row.periods.empty()) return {};
    std::string from = row.periods.front().label, to = row.periods.back().label;
    if (row.length == PeriodLength::week) {  // whole dates, as "week of" would come twice
        from = day_words(*parse_iso_date(row.periods.front().from));
        to = day_words(*parse_iso_date(row.periods.back().to));
    }
    const MessageValues values = {{"from", from}, {"to", to}};
    switch (row.length) {
        case PeriodLength::day:
            return message("Articles by day, {from} to {to}", values);
        case PeriodLength::week:
            return message("Articles by week, {from} to {to}", values);
        case PeriodLength::month:
            return message("Articles by month, {from} to {to}", values);
        case PeriodLength::year:
            return message("Articles by year, {from} to {to}", values);
        case PeriodLength::decade:
            break;
    }
    return message("Articles by decade, {from} to {to}", values);
}

std::string share_words(const Period& period) {
    return period.all == 0 ? "–" : percent_words(period.share());
}

std::string said_of(const Period& period) {
    if (period.without_data())
        return message("{period}: no data, the archive has nothing of this time", {{"period", period.label}});
    const std::string count = message_of(period.count, "{n} article", "{n} articles");
    if (period.all == 0) return period.label + ": " + count;
    return message("{period}: {count}, {share} of all",
                   {{"period", period.label}, {"count", count}, {"share", share_words(period)}});
}

}  // namespace broadsheet
