// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What an archive holds, as figures: how many articles of each source and month, the acronyms that they explain, and
// what was rejected. Plain data.

#include "engine/article/article.h"
#include "engine/record/record_reader.h"

#include <cstdint>
#include <string>
#include <vector>

namespace broadsheet {

/// Months since January of the year 0.
using MonthNumber = std::int32_t;
MonthNumber month_of(DayNumber day);
DayNumber first_day_of(MonthNumber month);

struct SourceMonths {
    std::string id, name;  ///< empty for articles without a source, which can't be filtered by
    std::uint32_t articles = 0;
    std::uint32_t undated = 0;
    Date first, last;  ///< days
    struct Month {
        MonthNumber month = 0;
        std::uint32_t articles = 0;
    };
    std::vector<Month> months;  ///< ascending, without the empty ones
};

struct Coverage {
    std::uint64_t generation = 0;
    std::vector<SourceMonths> sources;  ///< most articles first
    ArticleId newest;                   ///< the greatest id in the index: nothing that is in came later
};

struct ExplainedAcronym {
    std::string acronym;    ///< in capitals
    std::string long_form;  ///< the one that most articles give
    std::uint32_t articles = 0;
    std::uint32_t others = 0;  ///< further long forms
};

/// One page of the rejected inputs.
struct ProblemList {
    std::vector<Problem> problems;
    std::uint64_t total = 0;
};

}  // namespace broadsheet
