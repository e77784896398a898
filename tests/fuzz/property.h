// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the fuzz targets check with.
// Owns how a broken property ends the program, so that libFuzzer keeps the input, and checks of UTF-8 ranges.

#include "engine/analysis/utf8.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace broadsheet::test {

inline void require(bool holds, const char* property) {
    if (holds) return;
    std::fprintf(stderr, "Broken property: %s\n", property);
    std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

inline bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decode_utf8(text, at);
        if (decoded.character == invalid_character) return false;
        at += decoded.bytes;
    }
    return true;
}

/// True if no character of `text` is cut at `at`; bytes that are no UTF-8 stand alone.
inline bool is_boundary(std::string_view text, std::size_t at) {
    constexpr std::size_t bytes_before_max = 3;
    for (std::size_t back = 1; back <= bytes_before_max && back <= at && at < text.size(); ++back) {
        const Decoded decoded = decode_utf8(text, at - back);
        if (decoded.character != invalid_character) return decoded.bytes <= back;
    }
    return at <= text.size();
}

}  // namespace broadsheet::test
