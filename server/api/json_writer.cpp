// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/json_writer.h"

#include "engine/analysis/utf8.h"

#include <array>
#include <charconv>
#include <cmath>

namespace broadsheet {
namespace {

/// Bytes that can't stand in a string as they are, or need a look at those behind them.
constexpr auto special_bytes = [] {
    std::array<bool, 256> special{};
    for (std::size_t byte = 0; byte < special.size(); ++byte)
        special.at(byte) = byte < 0x20 || byte == '"' || byte == '\\' || byte >= 0x80;
    return special;
}();

void append_escape(std::string& text, char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    constexpr std::string_view signs = "\"\\\b\f\n\r\t";
    constexpr std::string_view names = "\"\\bfnrt";
    text += '\\';
    if (const auto known = signs.find(c); known != signs.npos) {
        text += names[known];
    } else {
        text += "u00";
        text += digits[static_cast<unsigned char>(c) >> 4];
        text += digits[static_cast<unsigned char>(c) & 15];
    }
}

}  // namespace

void JsonWriter::append_quoted(std::string_view value) {
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    text_ += '"';
    std::size_t plain = 0;  // from here on nothing is written yet
    for (std::size_t at = 0; at < value.size();) {
        const auto byte = static_cast<unsigned char>(value[at]);
        if (!special_bytes[byte]) {
            ++at;
            continue;
        }
        const Decoded decoded = byte >= 0x80 ? decode_utf8(value, at) : Decoded{};
        if (decoded.character != invalid_character) {
            at += decoded.bytes;
            continue;
        }
        text_.append(value, plain, at - plain);
        if (byte >= 0x80)
            text_ += replacement;
        else
            append_escape(text_, value[at]);
        plain = ++at;
    }
    text_.append(value, plain);
    text_ += '"';
}

void JsonWriter::number(double value) {
    if (!std::isfinite(value)) return null();
    separate();
    std::array<char, 32> digits{};
    text_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
}

}  // namespace broadsheet
