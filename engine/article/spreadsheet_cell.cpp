// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/article/spreadsheet_cell.h"

#include <algorithm>
#include <array>

namespace broadsheet {
namespace {

constexpr std::array<std::string_view, 11> formula_signs = {"=",  "+",  "-",  "@",  "\t", "\r",
                                                            "\n", "＝", "＋", "－", "＠"};
/// What may stand before a sign without taking its meaning: blanks, U+00A0, U+3000, and an apostrophe, lest a text that
/// has one of its own looks as if it were guarded.
constexpr std::array<std::string_view, 4> passed_over = {" ", "'", "\u00A0", "\u3000"};

template <std::size_t count>
std::size_t bytes_of_one(std::string_view text, const std::array<std::string_view, count>& signs) {
    const auto found = std::ranges::find_if(signs, [&](std::string_view sign) { return text.starts_with(sign); });
    return found == signs.end() ? 0 : found->size();
}

bool needs_guard(std::string_view text) {
    while (const std::size_t bytes = bytes_of_one(text, passed_over)) text.remove_prefix(bytes);
    return bytes_of_one(text, formula_signs) > 0;
}

}  // namespace

std::string guarded_cell(std::string_view text) {
    return (needs_guard(text) ? "'" : "") + std::string(text);
}

std::string_view unguarded_cell(std::string_view cell) {
    return cell.starts_with('\'') && needs_guard(cell.substr(1)) ? cell.substr(1) : cell;
}

}  // namespace broadsheet
