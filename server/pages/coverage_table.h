// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Articles by source and time as a table whose cells are the darker the more they hold: months, quarters, years or
// decades, as many as a page is wide.

#include "server/pages/markup.h"
#include "server/pages/overview_page.h"

namespace broadsheet {

inline constexpr std::size_t sources_a_table = 20;

/// Empty if no article has a date or a source.
Markup coverage_table(const OverviewView& view);

}  // namespace broadsheet
