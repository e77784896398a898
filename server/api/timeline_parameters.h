// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The parameters of a timeline: several queries, how long the buckets are, and the filters of a search.

#include "engine/search/timeline.h"
#include "server/api/search_parameters.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace broadsheet {

inline constexpr std::size_t compared_queries_max = 5;

struct TimelineParameters {
    SearchParameters search;         ///< filters and dates, without a text
    std::vector<std::string> texts;  ///< each once, in their order; may be empty
    std::optional<Interval> interval;
    bool peaks = false;
    bool csv = false;
    bool counts = false;  ///< the chart shows numbers of articles, not shares

    /// What the engine is asked; without a text for all articles.
    TimelineRequest request() const;
};

/// What only the program, or only the page, takes.
enum class TimelineReader { program, page };

std::variant<TimelineParameters, ParameterFault> read_timeline_parameters(const ParameterList& parameters,
                                                                          std::int64_t now_s, TimelineReader reader);

/// The way back, without defaults; neither `peaks` nor `format`.
ParameterList write_timeline_parameters(const TimelineParameters& timeline);

std::string_view name_of(Interval interval);

/// The last day of the bucket that begins with `from`, as REST and addresses write it; likewise the first.
std::string last_day_of(Interval interval, DayNumber from);
std::string iso_day(DayNumber day);

}  // namespace broadsheet
