// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Text as people and machines write it, to the clean text of an article: one-line fields and bodies of paragraphs.

#include <string>
#include <string_view>

namespace broadsheet {

/// One line: line breaks, tabs and every kind of space become one space, invisible and control characters vanish,
/// the ends are trimmed. The input is UTF-8; the result is valid UTF-8 in NFC.
std::string clean_line(std::string_view text);

/// As clean_line, after named and numeric HTML entities are decoded ("AT&amp;T" is AT&T).
std::string clean_line_of_html(std::string_view text);

/// Paragraphs separated by one empty line; short lines that belong together (tables, verse) keep their line breaks.
/// Hard-wrapped paragraphs (lines of 50 to 90 columns) are joined, with words that a hyphen cut at a line's end.
std::string clean_body(std::string_view text);

/// HTML entities decoded, once; unknown ones stay as they are. `&#3;` and other controls become nothing.
std::string decode_entities(std::string_view text);

/// Trimmed of spaces, tabs and line breaks at both ends.
std::string_view trimmed(std::string_view text);

/// ASCII letters in lower case, everything else unchanged.
std::string ascii_lower(std::string_view text);

/// True if the ASCII letters of both are the same, case apart.
bool equals_blind(std::string_view a, std::string_view b);

}  // namespace broadsheet
