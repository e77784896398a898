// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output.h"

#include "engine/analysis/utf8.h"

#include <unicode/uchar.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>

namespace broadsheet::cli {

namespace {

/// Controls (C0 but line ends, DEL, C1), and what is invisible and turns, joins or hides text: U+061C, U+200B,
/// U+200E–200F, U+2028–202E, U+2060–206F, U+FEFF, U+FFF9–FFFB and the tags of U+E0000.
bool is_hidden(char32_t c) {
    if (c < 0x20) return c != '\n';
    return (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200B || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF);
}

}  // namespace

std::string harmless(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decode_utf8(text, at);
        if (decoded.character == invalid_character || is_hidden(decoded.character))
            clean += '?';
        else
            clean += text.substr(at, decoded.bytes);
        at += decoded.bytes;
    }
    return clean;
}

std::string harmless_line(std::string_view text) {
    std::string line = harmless(text);
    std::ranges::replace(line, '\n', '?');
    return line;
}

std::string harmless_json(std::string_view json) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string clean;
    clean.reserve(json.size());
    const auto append_unit = [&](char32_t unit) {
        clean += "\\u";
        for (int shift = 12; shift >= 0; shift -= 4) clean += digits[unit >> shift & 15];
    };
    for (std::size_t at = 0; at < json.size();) {
        const Decoded decoded = decode_utf8(json, at);
        const char32_t c = decoded.character;
        if (c == invalid_character || c < 0x20 || !is_hidden(c)) {
            clean += json.substr(at, decoded.bytes);
        } else if (c > 0xFFFF) {
            append_unit(0xD800 + ((c - 0x10000) >> 10));
            append_unit(0xDC00 + ((c - 0x10000) & 0x3FF));
        } else {
            append_unit(c);
        }
        at += decoded.bytes;
    }
    return clean;
}

std::uint8_t character_width(char32_t character) {
    const auto point = static_cast<UChar32>(character);
    const auto type = static_cast<UCharCategory>(u_charType(point));
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
    const int wide = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
    return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

std::size_t width_of(std::string_view text) {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decode_utf8(text, at);
        columns += decoded.character == invalid_character ? 1 : character_width(decoded.character);
        at += decoded.bytes;
    }
    return columns;
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

void print_json(const nlohmann::ordered_json& json) {
    using Json = nlohmann::ordered_json;
    std::cout << harmless_json(json.dump(-1, ' ', false, Json::error_handler_t::replace)) << std::endl;
}

}  // namespace broadsheet::cli
