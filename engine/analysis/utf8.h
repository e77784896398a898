// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// UTF-8, one character at a time.
// Owns decoding and encoding of single code points; knows nothing of words.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet {

inline constexpr char32_t invalid_character = 0xFFFFFFFF;

/// A code point and how many bytes it takes; `invalid_character` takes one.
struct Decoded {
    char32_t character = invalid_character;
    std::uint32_t bytes = 1;
};

/// Decodes the character at `at`, which must be inside `text`. Overlong forms, surrogates and cut sequences are
/// invalid.
Decoded decode_utf8(std::string_view text, std::size_t at);

void append_utf8(std::string& text, char32_t character);

inline bool continues_utf8(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// The longest beginning of `text` of at most `bytes` bytes that ends between two characters.
std::string_view utf8_prefix(std::string_view text, std::size_t bytes);

std::size_t count_characters(std::string_view text);

}  // namespace broadsheet
