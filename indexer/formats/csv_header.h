// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The header line of CSV and TSV: which separator it has and which columns it names.

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// The separator (tab, comma, semicolon or bar) by which the first line of `text` names at least two known fields, a
/// title or a body among them; 0 if there is none.
char guess_separator(std::string_view text);

/// The fields of one line without quoted line breaks.
std::vector<std::string> split_row(std::string_view line, char separator);

}  // namespace broadsheet
