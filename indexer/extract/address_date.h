// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Dates in addresses and file names.

#include "engine/article/date.h"

#include <optional>
#include <string_view>

namespace broadsheet {

/// The date that a segment of a URL's path begins with: /2025/01/28/name, /2025-01-28-name, /20250128/, /2025/jan/28/.
/// A month (/2025/01/) is enough; a year alone is not.
std::optional<Date> date_in_url(std::string_view url);

/// The date at the start of a file's name: 2025-01-28-name.txt, 20250128.html.
std::optional<Date> date_in_file_name(std::string_view path);

}  // namespace broadsheet
