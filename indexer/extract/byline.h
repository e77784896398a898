// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Names of authors out of bylines.

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// "By Mei Tan and Jo Park, Harbour Wire" to {"Mei Tan", "Jo Park"}, if "Harbour Wire" is the `source`. Words for "by",
/// dates, addresses, handles, job titles, degrees and accounts that are no person ("admin", "Redaktion") are left out.
std::vector<std::string> split_byline(std::string_view byline, std::string_view source = {});

}  // namespace broadsheet
