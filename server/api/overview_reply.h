// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Coverage, rejected inputs and first mentions as JSON.

#include "engine/search/searcher.h"
#include "server/api/search_parameters.h"

#include <cstdint>
#include <string>

namespace broadsheet {

/// The end of a path that tells a file from others: its name and the two folders above. What lies above these is this
/// machine's affair.
std::string path_end(const std::string& path);

std::string problems_json(const ProblemList& list, std::uint32_t page, std::size_t page_size);
/// A hundred sources a page.
std::string coverage_json(const Coverage& coverage, std::uint32_t page);
std::string first_json(const SearchParameters& search, const FirstMentions& mentions);

}  // namespace broadsheet
