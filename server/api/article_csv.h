// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Articles as rows of a table, for spreadsheets and statistics programs: CSV of RFC 4180 in UTF-8, columns named as in
// REST.

#include "engine/search/search.h"

#include <string>
#include <string_view>

namespace broadsheet {

/// The line of column names, with its line end.
std::string csv_head();

/// One article, with its line end. Authors and tags are joined by "; ". What a spreadsheet would run as a formula has
/// an apostrophe before it, which spreadsheets hide.
std::string csv_row(const StoredArticle& article, const Kinship& kinship);

/// A text as one cell, quoted where it must be; the same for formulas.
std::string csv_cell(std::string_view text);

}  // namespace broadsheet
