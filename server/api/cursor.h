// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The place where a walk through a long result goes on, as an opaque text for URLs.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

struct Cursor {
    std::uint32_t offset = 0;      ///< hits before it
    std::uint64_t generation = 0;  ///< of the index that answered so far
    friend bool operator==(const Cursor&, const Cursor&) = default;
};

std::string to_text(const Cursor& cursor);

/// No value for a text that to_text() didn't make.
std::optional<Cursor> parse_cursor(std::string_view text);

}  // namespace broadsheet
