// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output.h"

#include <algorithm>
#include <cstdlib>

#include <unistd.h>

namespace broadsheet::cli {

namespace {

constexpr std::string_view mark_begin = "\x1b[1;33m";
constexpr std::string_view mark_end = "\x1b[0m";

/// U+0080–009F (C1 controls), U+200B–200F, U+202A–202E and U+2066–2069 in UTF-8.
bool is_hidden(std::string_view rest) {
    const auto byte = [rest](std::size_t i) { return i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0; };
    if (byte(0) == 0xC2) return byte(1) < 0xA0;
    if (byte(0) != 0xE2) return false;
    if (byte(1) == 0x80) return (byte(2) >= 0x8B && byte(2) <= 0x8F) || (byte(2) >= 0xAA && byte(2) <= 0xAE);
    return byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9;
}

}  // namespace

bool is_terminal(int descriptor) {
    return ::isatty(descriptor) == 1 && std::getenv("NO_COLOR") == nullptr;
}

std::string harmless(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (is_hidden(text.substr(i))) {
            clean += '?';
            i += byte == 0xC2 ? 1 : 2;
        } else {
            clean += (byte < 0x20 && byte != '\n') || byte == 0x7F ? '?' : text[i];
        }
    }
    return clean;
}

std::string bold(std::string_view text, bool colours) {
    return colours ? "\x1b[1m" + std::string(text) + "\x1b[0m" : std::string(text);
}

std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string marked_text(std::string_view text, const std::vector<TextRange>& marks, bool colours) {
    std::string result;
    std::size_t at = 0;
    for (const TextRange& mark : marks) {
        result += harmless(text.substr(at, mark.begin - at));
        result += colours ? mark_begin : "*";
        result += harmless(text.substr(mark.begin, mark.end - mark.begin));
        result += colours ? mark_end : "*";
        at = mark.end;
    }
    return result + harmless(text.substr(at));
}

std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0; i -= 3)
        digits.insert(static_cast<std::size_t>(i), 1, ',');
    return digits;
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
    return grouped(number) + ' ' + std::string(number == 1 ? one : many);
}

}  // namespace broadsheet::cli
