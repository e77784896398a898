// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Markdown as plain paragraphs.

#include <string>
#include <string_view>

namespace broadsheet {

struct MarkdownText {
    std::string heading;  ///< the first line, if it is a heading of the first level; it is not part of the body then
    std::string body;     ///< paragraphs separated by empty lines
};

/// Headings, emphasis, links, pictures, quotation and list marks become plain text; soft line breaks are joined.
MarkdownText text_of_markdown(std::string_view markdown);

}  // namespace broadsheet
