// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A timeline's buckets as a gapless row of periods, few enough to draw.

#include "engine/search/search.h"

#include <string>
#include <vector>

namespace broadsheet {

/// One period of the row. `from` and `to` are dates for the URL; they are the same unless the period is a decade.
struct Period {
    CivilDay begin;
    std::string from, to;
    std::string label;  ///< "January 2025"
    std::uint64_t count = 0;
};

enum class PeriodLength { day, month, year, decade };

struct PeriodRow {
    PeriodLength length = PeriodLength::month;
    std::vector<Period> periods;
};

inline constexpr std::size_t periods_max = 200;

/// All periods from the first bucket to the last. If they are more than `periods_max`, longer ones are taken; if even
/// decades are too many, the row is cut at its beginning.
PeriodRow period_row(const Timeline& timeline);

}  // namespace broadsheet
