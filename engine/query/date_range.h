// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The dates that people type behind date:, before: and after:.
// Owns which span of time they name.

#include "engine/article/date.h"
#include "engine/query/lexer.h"

#include <optional>
#include <string_view>

namespace broadsheet::query {

/// `text` without spaces at its ends.
std::string_view trimmed(std::string_view text);

/// A date or, within, two with ".." between, either of which may be missing. "before" ends where the date begins,
/// "after" begins where it ends; an age such as -7d is the time from then to now. `exchanged` tells that the two stood
/// the wrong way round. No value for what can't be read.
std::optional<DateRange> read_date_range(std::string_view text, DateRole role, std::int64_t now_s, bool& exchanged);

}  // namespace broadsheet::query
