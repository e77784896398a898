// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/highlight/highlight.h"

#include <algorithm>

namespace broadsheet {

namespace {

void append_escaped(std::string& html, std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '&':
                html += "&amp;";
                break;
            case '<':
                html += "&lt;";
                break;
            case '>':
                html += "&gt;";
                break;
            case '"':
                html += "&quot;";
                break;
            case '\'':
                html += "&#39;";
                break;
            default:
                html += c;
        }
    }
}

}  // namespace

std::string marked_html(std::string_view text, const std::vector<TextRange>& marks) {
    std::string html;
    html.reserve(text.size() + text.size() / 8 + marks.size() * 13);
    std::size_t at = 0;
    for (const TextRange& mark : marks) {
        const std::size_t begin = std::clamp<std::size_t>(mark.begin, at, std::max(at, text.size()));
        const std::size_t end = std::clamp<std::size_t>(mark.end, begin, std::max(begin, text.size()));
        append_escaped(html, text.substr(at, begin - at));
        at = end;
        if (begin == end) continue;
        html += "<mark>";
        append_escaped(html, text.substr(begin, end - begin));
        html += "</mark>";
    }
    append_escaped(html, text.substr(at));
    return html;
}

}  // namespace broadsheet
