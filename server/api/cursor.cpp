// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/cursor.h"

#include <xxhash.h>

#include <charconv>

namespace broadsheet {
namespace {

constexpr char version = 'b';  // raised when the shape of the text changes

std::string hex(std::uint64_t number) {
    char digits[16];
    const auto end = std::to_chars(digits, digits + sizeof digits, number, 16).ptr;
    return {digits, end};
}

std::string checked(const std::string& text) {
    return hex(XXH3_64bits(text.data(), text.size()) & 0xffff);
}

template <typename Number>
bool read_hex(std::string_view text, Number& number) {
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
    return fault == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::string to_text(const Cursor& cursor) {
    const std::string text = version + hex(cursor.offset) + "-" + hex(cursor.generation);
    return text + "-" + checked(text);
}

std::optional<Cursor> parse_cursor(std::string_view text) {
    const auto first = text.find('-');
    const auto second = first == text.npos ? text.npos : text.find('-', first + 1);
    if (second == text.npos || text.front() != version) return std::nullopt;
    Cursor cursor;
    if (!read_hex(text.substr(1, first - 1), cursor.offset)) return std::nullopt;
    if (!read_hex(text.substr(first + 1, second - first - 1), cursor.generation)) return std::nullopt;
    if (to_text(cursor) != text) return std::nullopt;
    return cursor;
}

}  // namespace broadsheet
