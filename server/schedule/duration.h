// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Lengths of time as people write them on a command line. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

/// Milliseconds of "15m", "1h30m", "45s", "250ms", "2d": whole numbers with units d, h, m, s, ms, the larger unit
/// first, each once, no spaces. No value, with the reason in `error`, for anything else, for zero and for more than 366
/// days.
std::optional<std::int64_t> parse_duration_ms(std::string_view text, std::string& error);

}  // namespace broadsheet
