// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A timeline's buckets as a gapless row of periods, few enough to draw.

#include "engine/search/search.h"

#include <optional>
#include <string>
#include <vector>

namespace broadsheet {

/// One period of the row. `from` and `to` are dates for the URL, the first and the last that it has.
struct Period {
    CivilDay begin;
    std::string from, to;
    std::string label;  ///< "January 2025"
    std::uint64_t count = 0;
    std::uint64_t all = 0;  ///< articles of the archive

    /// The archive has nothing of that time, so that no article found tells nothing.
    bool without_data() const { return count == 0 && all == 0; }
    double share() const { return all == 0 ? 0 : static_cast<double>(count) / static_cast<double>(all); }
};

enum class PeriodLength { day, week, month, year, decade };

struct PeriodRow {
    PeriodLength length = PeriodLength::month;
    std::vector<Period> periods;
};

inline constexpr std::size_t periods_max = 200;

/// All periods from the first bucket to the last. If they are more than `most`, longer ones are taken; if even
/// decades are too many, the row is cut at its beginning.
PeriodRow period_row(const Timeline& timeline, std::size_t most = periods_max);

/// Where in a row a day is; no value if it lies outside.
std::optional<std::size_t> place_of(const PeriodRow& row, DayNumber day);

/// The month, year or decade that holds the whole span and more; no value if none does.
std::optional<Period> one_step_out(const DateRange& span);

/// "Articles by month, January 1987 to October 1987"
std::string caption_of(const PeriodRow& row);

/// "January 2025: 12 articles, 0.5% of all"; of periods without data that there are none.
std::string said_of(const Period& period);

/// "0.52%"; "–" where there is no data.
std::string share_words(const Period& period);

}  // namespace broadsheet
