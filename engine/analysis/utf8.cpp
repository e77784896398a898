// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/utf8.h"

#include <cstring>

namespace broadsheet {

Decoded decode_utf8(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[at + index]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const std::uint32_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() - at < length) return {};
    char32_t character = lead & (0x7Fu >> length);
    for (std::uint32_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return {};
        character = character << 6 | (byte(i) & 0x3Fu);
    }
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (character < smallest[length] || character > 0x10FFFF || surrogate) return {};
    return {character, length};
}

void append_utf8(std::string& text, char32_t character) {
    const auto tail = [&](int shift) { return static_cast<char>(0x80 | (character >> shift & 0x3F)); };
    if (character < 0x80) {
        text += static_cast<char>(character);
    } else if (character < 0x800) {
        text += {static_cast<char>(0xC0 | character >> 6), tail(0)};
    } else if (character < 0x10000) {
        text += {static_cast<char>(0xE0 | character >> 12), tail(6), tail(0)};
    } else {
        text += {static_cast<char>(0xF0 | character >> 18), tail(12), tail(6), tail(0)};
    }
}

std::string_view utf8_prefix(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && continues_utf8(text[bytes])) --bytes;
    return text.substr(0, bytes);
}

std::size_t count_characters(std::string_view text) {
    constexpr std::uint64_t ones = 0x0101010101010101ULL;
    std::size_t characters = 0;
    std::size_t at = 0;
    // Eight bytes at once: one that continues a character has the highest bit set and the next one not.
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, text.data() + at, sizeof bytes);
        characters += 8 - static_cast<std::size_t>((((bytes >> 7) & ~(bytes >> 6) & ones) * ones) >> 56);
    }
    for (; at < text.size(); ++at) characters += continues_utf8(text[at]) ? 0 : 1;
    return characters;
}

}  // namespace broadsheet
