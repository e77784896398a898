// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The header line of CSV and TSV: which separator it has and which columns it names.

#include <string_view>

namespace broadsheet {

/// The separator (tab, comma, semicolon or bar) by which the first line of `text` names at least two known fields, a
/// title or a body among them; 0 if there is none.
char guess_separator(std::string_view text);

/// The separator of a table, known to be one: as guess_separator(), else what most often stands in its first line.
char separator_of(std::string_view first_line);

/// Excel's "sep=;" before the header; 0 if the line is none.
char stated_separator(std::string_view first_line);

}  // namespace broadsheet
