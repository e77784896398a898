// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Text for a terminal: nothing of an article may move its cursor.

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet::cli {

/// What could steer a terminal or deceive a reader becomes "?": control characters but line ends, bytes that aren't
/// UTF-8, and invisible characters that reverse or hide text.
std::string harmless(std::string_view text);

/// The same for what belongs in one line, as names of files do: line ends, too, become "?".
std::string harmless_line(std::string_view text);

/// A JSON text whose strings hold nothing that harmless() would change: such characters are written as escapes, so that
/// a parser finds them.
std::string harmless_json(std::string_view json);

/// A line of JSON on stdout, harmless, written at once.
void print_json(const nlohmann::ordered_json& json);

/// Columns of a character on a terminal: 0 for one that combines with the one before, 2 for a wide one.
std::uint8_t character_width(char32_t character);

/// Columns of a UTF-8 text.
std::size_t width_of(std::string_view text);

/// 12345 is "12,345".
std::string grouped(std::uint64_t number);
/// "1 article", "2 articles".
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);

}  // namespace broadsheet::cli
