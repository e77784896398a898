// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Made-up articles for tests of what tells the same.

#include "engine/compare/story_finder.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace broadsheet {

struct Telling {
    std::uint32_t id;
    Fingerprint fingerprint;
    std::optional<DayNumber> day;
};

Telling telling(std::uint32_t id, const std::string& title, const std::string& body,
                std::optional<DayNumber> day = 100);

/// A report, the same told in other words with its quotation, a report of a like event, and one of something else.
extern const std::string wire, rewrite, look_alike, other;

/// Events, each told by several papers in mostly other words, a few days apart.
std::vector<Telling> made_up_archive(unsigned seed);

double share_of_same(const std::map<std::uint32_t, Grouping>& a, const std::map<std::uint32_t, Grouping>& b);

}  // namespace broadsheet
