// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Says why a query peaks: in which words its articles of that time differ, and which story most of them tell.

#include "engine/query/node.h"
#include "engine/search/matcher.h"
#include "engine/search/timeline.h"

#include <chrono>

namespace broadsheet {

/// What explaining the peaks of one query may take.
inline constexpr std::chrono::milliseconds reasons_time{50};

/// Gives the peaks of a timeline their terms and tellings, as far as there is time. `matches` is how many articles the
/// tree, expanded, matches.
void add_reasons(const query::Node& root, const Matcher& matcher, Session& session, std::uint64_t matches,
                 Deadline& deadline, Timeline& timeline);

}  // namespace broadsheet
