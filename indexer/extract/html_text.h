// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A piece of HTML as plain paragraphs, whole: nothing is judged to be boilerplate here.

#include <string>
#include <string_view>

namespace broadsheet {

/// True if the text holds tags that only HTML has ("</p>", "<br>"), so that a reader should see its text alone.
bool has_html_tags(std::string_view text);

/// Paragraphs, list items, table rows and lines of `html` (UTF-8), separated by empty lines.
std::string text_of_html(std::string_view html);

}  // namespace broadsheet
