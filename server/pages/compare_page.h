// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One to five queries over time: a form, a chart, what each found, their peaks, and the numbers.

#include "engine/search/searcher.h"
#include "server/api/timeline_parameters.h"

#include <string>

namespace broadsheet {

/// The whole page as HTML. Without a text in `compared` it is the form alone. `too_fine` is the interval that was asked
/// for, if it would have made too many points to draw.
std::string compare_page(const TimelineParameters& compared, const TimelineReply& reply,
                         const ArchiveOverview& overview, std::optional<Interval> too_fine = {});

}  // namespace broadsheet
