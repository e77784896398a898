// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/schedule/duration.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace broadsheet {
namespace {

struct Unit {
    std::string_view name;
    std::int64_t milliseconds;
};
constexpr std::array<Unit, 5> units{{{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};
constexpr std::int64_t duration_ms_max = 366 * 86'400'000LL;

std::nullopt_t fail(std::string& error, std::string_view text, std::string_view reason) {
    error = "\"" + std::string(text) + "\" " + std::string(reason) + "; write 15m, 1h30m, 45s or 250ms";
    return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> parse_duration_ms(std::string_view text, std::string& error) {
    std::int64_t total_ms = 0;
    std::size_t next_unit = 0;
    std::string_view rest = text;
    while (!rest.empty()) {
        std::int64_t number = 0;
        const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), number);
        if (read.ec == std::errc::result_out_of_range) return fail(error, text, "is longer than a year");
        if (read.ec != std::errc() || number < 0) return fail(error, text, "is not a length of time");
        rest.remove_prefix(static_cast<std::size_t>(read.ptr - rest.data()));

        const std::size_t name_end = std::min(rest.find_first_of("0123456789"), rest.size());
        const std::string_view name = rest.substr(0, name_end);
        if (name.empty()) return fail(error, text, "has a number without a unit");
        const auto* unit = std::find_if(units.begin() + next_unit, units.end(),
                                        [&](const Unit& candidate) { return candidate.name == name; });
        if (unit == units.end()) return fail(error, text, "has an unknown, repeated or misplaced unit");
        next_unit = static_cast<std::size_t>(unit - units.begin()) + 1;
        rest.remove_prefix(name_end);
        if (number > duration_ms_max / unit->milliseconds) return fail(error, text, "is longer than a year");
        total_ms += number * unit->milliseconds;
    }
    if (total_ms == 0) return fail(error, text, "is not a length of time");
    if (total_ms > duration_ms_max) return fail(error, text, "is longer than a year");
    return total_ms;
}

}  // namespace broadsheet
