// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Texts in cells of spreadsheets, which take some of them for formulas and run these.

#include <string>
#include <string_view>

namespace broadsheet {

/// `text` as a spreadsheet shows it and never runs it: with an apostrophe before it if it begins with = + - @ or one of
/// their wide forms, a tab or a line break, be it behind blanks or apostrophes. Nothing else changes.
std::string guarded_cell(std::string_view text);

/// The text that guarded_cell() made `cell` of, whatever it was.
std::string_view unguarded_cell(std::string_view cell);

}  // namespace broadsheet
