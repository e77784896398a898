// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The text of a PDF's pages to paragraphs.
// Owns what is a running head, and where a paragraph ends.

#include <string>
#include <string_view>

namespace broadsheet {

/// Pages end with a form feed, lines with a line feed, blocks with an empty line. Lines that stand at the top or foot
/// of most pages, numbers apart, are dropped, as are page numbers; lines of a paragraph are joined, with words that
/// were hyphenated, also from one page to the next. Paragraphs are separated by an empty line.
std::string paragraphs_of_pages(std::string_view text);

}  // namespace broadsheet
