// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A part of a text.

#include <cstddef>

namespace broadsheet {

/// Half-open, in bytes of UTF-8, between two characters.
struct TextRange {
    std::size_t begin = 0;
    std::size_t end = 0;
    friend bool operator==(const TextRange&, const TextRange&) = default;
};

}  // namespace broadsheet
