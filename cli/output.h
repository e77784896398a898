// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Text for a terminal: nothing of an article may move its cursor.

#include "engine/highlight/highlight.h"

#include <string>
#include <string_view>

namespace broadsheet::cli {

/// True if that descriptor (1 stdout, 2 stderr) is a terminal and colours are welcome (NO_COLOR isn't set).
bool is_terminal(int descriptor);

/// Control characters and the invisible ones that reverse or hide text become "?".
std::string harmless(std::string_view text);

/// `text` bold, or as it is without `colours`.
std::string bold(std::string_view text, bool colours);

/// Characters of a UTF-8 text, for columns; wide ones count as one.
std::size_t width_of(std::string_view text);

/// The text with its marks bold and yellow if `colours`, in asterisks otherwise.
std::string marked_text(std::string_view text, const std::vector<TextRange>& marks, bool colours);

/// 12345 is "12,345".
std::string grouped(std::uint64_t number);
/// "1 article", "2 articles".
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);

}  // namespace broadsheet::cli
