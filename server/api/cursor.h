// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The place where a walk through a long result goes on, as an opaque text for URLs.

#include "engine/search/search.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

struct Cursor {
    std::uint32_t offset = 0;         ///< hits before it
    std::uint64_t generation = 0;     ///< of the index that answered so far
    std::optional<Place> after = {};  ///< the last of them, beyond the first pages: what follows is found without them
};

std::string to_text(const Cursor& cursor);

/// No value for a text that to_text() didn't make.
std::optional<Cursor> parse_cursor(std::string_view text);

}  // namespace broadsheet
