// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/feed_text.h"

#include "indexer/extract/html_text.h"
#include "indexer/formats/record_text.h"
#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"
#include "indexer/input/mime_decode.h"

#include <cstdint>

namespace broadsheet {
namespace {

std::string escaped(std::string_view text) {
    std::string html;
    for (const char c : text) {
        if (c == '&')
            html += "&amp;";
        else if (c == '<')
            html += "&lt;";
        else
            html += c;
    }
    return html;
}

enum class Kind { html, markup, text, base64, unstated };

/// Kinds of Atom 1.0 are words, of Atom 0.3 media types with a mode beside them; RSS states nothing.
Kind kind_of(const XmlElement& element) {
    const std::string mode = ascii_lower(trimmed(element.attribute("mode")));
    if (mode == "base64") return Kind::base64;
    const std::string type = ascii_lower(trimmed(element.attribute("type")));
    if (type == "xhtml" || type == "application/xhtml+xml") return Kind::markup;
    if (type == "html" || type == "text/html") return Kind::html;
    if (type == "text" || type.starts_with("text/plain")) return mode == "escaped" ? Kind::unstated : Kind::text;
    if (type.empty() || type.starts_with("text/") || type.find('/') == std::string::npos) return Kind::unstated;
    return type.ends_with("xml") ? Kind::markup : Kind::base64;
}

}  // namespace

std::string feed_html(const XmlElement& element) {
    const Kind kind = kind_of(element);
    std::string text = text_in(element);
    if (kind == Kind::base64) {
        const std::string bytes = decode_base64(text);
        if (is_binary(bytes)) return {};
        text = decode_text(bytes);
        return holds_tags(text) ? text : escaped(text);
    }
    if (element.has_elements()) return html_in(element);
    if (kind == Kind::html) return text;
    // An XHTML text whose markup was escaped by mistake.
    if (kind == Kind::markup) return holds_tags(text) ? text : escaped(text);
    if (kind == Kind::text) return escaped(text);
    return holds_tags(text) ? text : escaped(decode_entities(text));
}

std::string feed_line(const XmlElement& element) {
    const std::string html = feed_html(element);
    return clean_line_of_html(html.find('<') == std::string::npos ? decode_entities(html) : text_of_html(html));
}

std::string feed_body(const XmlElement& element) {
    const std::string html = feed_html(element);
    const std::string text = decode_entities(html);
    if (html.find('<') == std::string::npos && !has_html_tags(text)) return text;
    return text_of_html(html.find('<') == std::string::npos ? text : html);
}

}  // namespace broadsheet
