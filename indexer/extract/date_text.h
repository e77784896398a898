// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Dates as people and programs write them. Strict: what is not stated is never filled in.

#include "engine/article/date.h"

#include <optional>
#include <string_view>

namespace broadsheet {

/// What 03/04/2025 means. `unknown` reads such a date only if one of the numbers can't be a month or both are the same;
/// with dots (03.04.2025) the day is always first.
enum class DayOrder { unknown, day_first, month_first };

/// Reads a text that is a date and nothing else but words that go with one ("Published: Tuesday, 28 January 2025, 9.30
/// am GMT"). ISO 8601, RFC 822 and 2822, "26-FEB-1987 15:01:01.79", month names in English, German, French, Spanish,
/// Italian, Portuguese and Dutch, and numbers with `/`, `.` or `-`. The result has no DateSource.
std::optional<Date> read_date(std::string_view text, DayOrder order = DayOrder::unknown);

/// The first date of day precision or better that stands in running text.
std::optional<Date> find_date(std::string_view text, DayOrder order = DayOrder::unknown);

/// Seconds, milliseconds or microseconds since 1970, told apart by size; years 1971 to 2200 only.
std::optional<Date> read_epoch(double number);

/// The order that the dates of a column prove: some day above 12 in first or in second place. `unknown` if nothing
/// does.
DayOrder day_order_of(std::string_view text);

}  // namespace broadsheet
