// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/cursor.h"

#include <xxhash.h>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <vector>

namespace broadsheet {
namespace {

constexpr char version = 'c';  // raised when the shape of the text changes

std::string hex(std::uint64_t number) {
    std::array<char, 16> digits{};
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr};
}

std::string checked(const std::string& text) {
    return hex(XXH3_64bits(text.data(), text.size()) & 0xffff);
}

/// The hexadecimal numbers between dashes; empty if any is something else.
std::vector<std::uint64_t> read_numbers(std::string_view text) {
    std::vector<std::uint64_t> numbers;
    while (true) {
        const std::string_view part = text.substr(0, text.find('-'));
        std::uint64_t number = 0;
        const auto [end, fault] = std::from_chars(part.data(), part.data() + part.size(), number, 16);
        if (fault != std::errc() || end != part.data() + part.size()) return {};
        numbers.push_back(number);
        if (part.size() == text.size()) return numbers;
        text.remove_prefix(part.size() + 1);
    }
}

}  // namespace

std::string to_text(const Cursor& cursor) {
    std::string text = version + hex(cursor.offset) + "-" + hex(cursor.generation);
    if (const auto& after = cursor.after) {
        text += "-" + hex(std::bit_cast<std::uint64_t>(after->weight));
        text += "-" + hex(std::bit_cast<std::uint64_t>(after->published_s)) + "-" + hex(after->id.value);
    }
    return text + "-" + checked(text);
}

std::optional<Cursor> parse_cursor(std::string_view text) {
    if (text.empty() || text.front() != version) return std::nullopt;
    const std::vector<std::uint64_t> numbers = read_numbers(text.substr(1));
    constexpr std::size_t plain = 3, placed = 6;  // with the check
    if (numbers.size() != plain && numbers.size() != placed) return std::nullopt;
    Cursor cursor{static_cast<std::uint32_t>(numbers[0]), numbers[1], {}};
    if (numbers.size() == placed) {
        const auto weight = std::bit_cast<double>(numbers[2]);
        if (!std::isfinite(weight)) return std::nullopt;
        cursor.after = Place{weight, std::bit_cast<std::int64_t>(numbers[3]), {static_cast<std::uint32_t>(numbers[4])}};
    }
    if (to_text(cursor) != text) return std::nullopt;
    return cursor;
}

}  // namespace broadsheet
