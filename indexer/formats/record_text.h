// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Texts as feeds, news services and content systems hand them out: HTML or not, cut or whole, with additions that
// belong to the way of delivery.

#include <string>
#include <string_view>

namespace broadsheet {

/// "<p>" and the like, also of elements that has_html_tags() doesn't ask for.
bool holds_tags(std::string_view text);

/// Paragraphs of a text whose kind isn't stated: HTML, or plain with entities.
std::string body_of(std::string_view text);

/// Takes from the end of a body what software has put there: "Read more", "Continue reading …", "[…]",
/// "[+1234 chars]", "The post … appeared first on …". True if any of it says that the text goes on elsewhere, or if it
/// ends with "…".
bool remove_remains(std::string& body);

/// True for a text that is no more than a summary: under 700 letters, of which Chinese and Japanese ones count thrice.
bool is_short(std::string_view body);

/// A summary as the line under a title; empty if it is just how the text begins, or cut, or long.
std::string standfirst_of(std::string summary, std::string_view body);

/// Takes the title from the beginning of a body, where it stands as a paragraph.
void remove_repeated_title(std::string& body, std::string_view title);

}  // namespace broadsheet
