// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the plain text of an article says about itself: dateline, title, remains of the page it was saved from.

#include <string>
#include <string_view>

namespace broadsheet {

/// "HAMBURG, March 3 (Harbour Wire) – ..." at the start of a text.
struct Dateline {
    std::string place;   ///< "HAMBURG" as "Hamburg"; empty if there is none
    std::string agency;  ///< "Harbour Wire"; empty if there is none
};
Dateline read_dateline(std::string_view text);

/// The city of a dateline in title case: "NEW YORK, March 9 -" is "New York", "ST. LOUIS, Mo." is "St. Louis".
std::string place_name(std::string_view dateline);

/// A title for a text without one: its first sentence, cut at a word if it is longer than about 120 characters.
std::string title_from(std::string_view text);

/// True if a first line is a heading over what follows: at most 200 characters and apart from it by an empty line, or
/// else in capitals, or without an indentation that `next` has, or far shorter than `next`.
bool is_heading(std::string_view line, bool empty_line_follows, std::string_view next);

/// The text without the comment form, the share links and the like that a saved page leaves at its end.
std::string_view without_page_remains(std::string_view body);

}  // namespace broadsheet
