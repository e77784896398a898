// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The text of the article on an HTML page, without everything around it.

#include "indexer/extract/html_document.h"

#include <string>
#include <string_view>

namespace broadsheet {

/// The article's paragraphs, separated by empty lines; empty if the page has no text worth the name. `title` is left
/// out where the text repeats it as its heading. Elements that are no part of the article are removed from the tree.
std::string main_text(HtmlDocument& document, std::string_view title);

}  // namespace broadsheet
