// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Names of months and of weekdays in the languages that dates are read in.

#include <string_view>

namespace broadsheet {

/// 1 to 12 for a month's name or usual abbreviation, 0 for any other word. `lower` is lower-case UTF-8.
unsigned month_of(std::string_view lower);

bool is_weekday(std::string_view lower);

}  // namespace broadsheet
