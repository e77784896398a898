// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Links to the other pages of a result.

#include "server/api/search_parameters.h"
#include "server/pages/markup.h"

#include <cstdint>
#include <vector>

namespace broadsheet {

/// Numbers to offer of `pages` pages when `page` is open: the first, the last and those around it; 0 stands for a gap.
std::vector<std::uint32_t> pager_numbers(std::uint32_t page, std::uint32_t pages);

/// Empty if everything is on one page.
Markup pager(const SearchParameters& search, std::uint64_t total);

/// How many pages `total` articles fill.
std::uint32_t page_count(const SearchParameters& search, std::uint64_t total);

}  // namespace broadsheet
