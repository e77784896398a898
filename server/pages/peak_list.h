// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The peaks of a timeline as a list: when, how many, in which words they differ, and what happened.

#include "server/pages/markup.h"
#include "server/pages/timeline_periods.h"

#include <functional>
#include <string>
#include <string_view>

namespace broadsheet {

/// Empty without peaks. `url_of_period(from, to)` is where a period leads; `text` is the query whose words are marked
/// in the articles.
Markup peak_list(const Timeline& timeline, const PeriodRow& row, std::string_view text,
                 const std::function<std::string(const Period&)>& url_of_period);

/// The first few periods of the peaks: "January 2025, May 2026".
std::string peak_names(const Timeline& timeline, const PeriodRow& row);

}  // namespace broadsheet
