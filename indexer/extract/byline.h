// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Names of authors out of bylines.

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// "By Mei Tan and Jo Park, Harbour Wire" to {"Mei Tan", "Jo Park"}, if "Harbour Wire" is the `source`.
/// A first name that is a word for "by" in one of seven languages is dropped, as are addresses and links.
std::vector<std::string> split_byline(std::string_view byline, std::string_view source = {});

}  // namespace broadsheet
