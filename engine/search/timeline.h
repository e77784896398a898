// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Days counted into the buckets of a timeline: how long these are, where they begin, which of them are shown, and how
// many articles of all kinds the archive has in each, so that silence and a gap in the holdings are told apart. Pure.

#include "engine/search/search.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace broadsheet {

/// Articles by day of publication.
struct DayCounts {
    DayNumber first = 0;
    std::vector<std::uint32_t> counts;  ///< of `first` and the days after it

    DayNumber end() const { return first + static_cast<DayNumber>(counts.size()); }
};

/// Whole days, both included.
struct DaySpan {
    DayNumber first = 0, last = 0;
    DayNumber days() const { return last - first + 1; }
};

/// The first day of the bucket that a day is in.
DayNumber start_of(Interval interval, DayNumber day);
/// The first day behind the bucket that begins with `first`.
DayNumber start_after(Interval interval, DayNumber first);
/// What so many days are told in: 92 by day, two years by week, sixteen years by month.
Interval fitting_interval(DayNumber days);
/// How many buckets a span touches.
std::uint64_t bucket_count(Interval interval, const DaySpan& span);
/// The shortest interval of which the span needs at most so many buckets; years if all need more.
Interval finest_within(std::uint64_t buckets_max, const DaySpan& span);

/// What a timeline shows: from the first match to the last, and to what was asked for as far as the archive (the days
/// of `matches`) goes. No value if that is nothing.
std::optional<DaySpan> shown_span(const DayCounts& matches, const DateRange& asked);

/// All buckets of the span.
Timeline timeline_of(const DayCounts& matches, const DaySpan& span, Interval interval);

/// Tells each bucket how many articles of `all` lie in it, as far as they are within the dates that were asked for.
void add_coverage(Timeline& timeline, const DayCounts& all, const DateRange& asked);

/// What one of several queries has over time.
struct QueryTimeline {
    std::string text;
    std::string understood;
    std::uint64_t total = 0;  ///< articles, those without a date too
    bool complete = true;     ///< every article was looked at before the time ran out
    Timeline timeline;        ///< the buckets of all queries are the same
};

struct TimelineRequest {
    std::vector<std::string> texts;
    SearchRequest search;  ///< what holds for all of them: filters, dates, how words are read; its text doesn't count
    std::uint64_t buckets_max = 2000;
};

struct TimelineReply {
    Interval interval = Interval::month;
    std::vector<QueryTimeline> queries;
    /// If the interval asked for is too short: how many buckets it would make and the shortest that fits. There are
    /// then no buckets.
    struct TooMany {
        std::uint64_t buckets = 0;
        Interval fitting = Interval::year;
    };
    std::optional<TooMany> too_many = {};
    IndexState index;
};

}  // namespace broadsheet
