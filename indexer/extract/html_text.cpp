// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/html_text.h"

#include "indexer/extract/html_blocks.h"
#include "indexer/extract/html_document.h"
#include "indexer/input/clean_text.h"

#include <array>

namespace broadsheet {

bool has_html_tags(std::string_view text) {
    static constexpr std::array<std::string_view, 26> tags{
        "</p>",      "<p>",       "<p ",      "<br>",  "<br/>",      "<br />", "</a>",   "</div>", "</em>",
        "</strong>", "</b>",      "</i>",     "</li>", "</span>",    "</h1>",  "</h2>",  "</h3>",  "</blockquote>",
        "</ul>",     "</figure>", "</table>", "<img ", "</section>", "<hr",    "</sup>", "<BR>"};
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        const std::string piece = ascii_lower(text.substr(at, 14));
        for (const std::string_view tag : tags)
            if (piece.starts_with(tag)) return true;
    }
    return false;
}

std::string text_of_html(std::string_view html) {
    const HtmlDocument document(html);
    std::string text;
    for (const Block& block : blocks_of(document.root())) {
        if (!text.empty()) text += "\n\n";
        text += block.text;
    }
    return text;
}

}  // namespace broadsheet
