// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The inputs that were rejected, and why.

#include "engine/search/searcher.h"
#include "server/pages/markup.h"

#include <cstdint>
#include <string>

namespace broadsheet {

inline constexpr std::size_t problems_a_page = 50;

/// As a table; empty without any.
Markup problem_rows(const ProblemList& list);

std::string problems_page(const ProblemList& list, std::uint32_t page, const ArchiveOverview& overview);

}  // namespace broadsheet
