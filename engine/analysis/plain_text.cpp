// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/plain_text.h"

#include "engine/analysis/utf8.h"

#include <cstdint>
#include <cstring>

namespace broadsheet {

namespace {

bool is_control(char32_t character) {
    return (character < 0x20 && character != '\t' && character != '\n') || character == 0x7F;
}

/// Eight characters of ASCII that are printed, or spaces: most of most texts.
bool is_printed(const char* bytes) {
    constexpr std::uint64_t ones = 0x0101010101010101ULL;
    constexpr std::uint64_t highest = ones * 0x80;
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    const std::uint64_t below_space = (word - ones * 0x20) & ~word;
    const std::uint64_t deleted = ((word ^ ones * 0x7F) - ones) & ~(word ^ ones * 0x7F);
    return ((word | below_space | deleted) & highest) == 0;
}

/// Where the first byte from `at` on is that isn't plain.
std::size_t end_of_plain(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        if (at + 8 <= text.size() && is_printed(text.data() + at)) {
            at += 8;
            continue;
        }
        const Decoded decoded = decode_utf8(text, at);
        if (decoded.character == invalid_character || is_control(decoded.character)) break;
        at += decoded.bytes;
    }
    return at;
}

}  // namespace

bool is_plain_text(std::string_view text) {
    return end_of_plain(text, 0) == text.size();
}

void make_plain_text(std::string& text) {
    for (std::size_t at = end_of_plain(text, 0); at < text.size(); at = end_of_plain(text, at)) text[at] = ' ';
}

}  // namespace broadsheet
