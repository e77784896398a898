// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/feed_text.h"

#include "engine/analysis/utf8.h"
#include "indexer/extract/html_text.h"
#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>

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

/// "<p>" and the like, also of elements that has_html_tags() doesn't ask for.
bool holds_tags(std::string_view text) {
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        std::size_t name = at + 1;
        if (name < text.size() && text[name] == '/') ++name;
        const std::size_t end =
            text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ123456", name);
        if (end == std::string_view::npos || end == name || end - name > 12) continue;
        if (text[end] == '>' || text.substr(end, 2) == "/>") return true;
        if (text[end] == ' ' && text.substr(end, 300).find('>') != std::string_view::npos &&
            text.substr(end, 60).find('=') != std::string_view::npos)
            return true;
    }
    return false;
}

std::string_view last_paragraph(std::string_view body, std::size_t& begin) {
    const std::size_t at = body.rfind('\n');
    begin = at == std::string_view::npos ? 0 : at + 1;
    return trimmed(body.substr(begin));
}

/// "Read more" in the languages of the feeds that we meet, alone in its paragraph or before a title.
bool points_elsewhere(std::string_view paragraph) {
    static constexpr std::array<std::string_view, 18> openings{
        "read more", "continue reading", "read the full",  "read the rest", "full story", "more...",
        "more…",     "(more)",           "[read more",     "weiterlesen",   "mehr lesen", "lire la suite",
        "lire plus", "leer más",         "seguir leyendo", "leggi tutto",   "ler mais",   "lees meer"};
    const std::string lower = ascii_lower(paragraph.substr(0, 40));
    if (paragraph.size() > 200) return false;
    return std::any_of(openings.begin(), openings.end(), [&](std::string_view opening) {
        // Alone, or before a title; "Read more widely, he said." is a sentence.
        return lower.starts_with(opening) && (paragraph.size() < opening.size() + 12 || !paragraph.ends_with('.'));
    });
}

bool is_footer(std::string_view paragraph) {
    const std::string lower = ascii_lower(paragraph);
    return lower.starts_with("the post ") && lower.find(" appeared first on ") != std::string::npos;
}

void trim_end(std::string& text) {
    text.resize(text.find_last_not_of(" \t\r\n") + 1);
}

/// Cuts a mark of ellipsis in brackets from the end; true if there was one, or one without brackets, which stays.
bool cut_ellipsis(std::string& body) {
    static constexpr std::array<std::string_view, 5> marks{"[…]", "[...]", "[&hellip;]", "(…)", "(...)"};
    for (const std::string_view mark : marks) {
        if (!body.ends_with(mark)) continue;
        body.resize(body.size() - mark.size());
        trim_end(body);
        return true;
    }
    return body.ends_with("…") || body.ends_with("...");
}

/// "… [+1234 chars]", as NewsAPI cuts.
bool cut_count(std::string& body) {
    if (!body.ends_with(" chars]")) return false;
    const std::size_t at = body.rfind("[+");
    if (at == std::string::npos || body.size() - at > 20) return false;
    body.resize(at);
    trim_end(body);
    cut_ellipsis(body);
    return true;
}

}  // namespace

std::string decode_base64(std::string_view text) {
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        if (c == '=') break;
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
        const std::size_t digit = digits.find(c);
        if (digit == std::string_view::npos) return {};
        bits = (bits << 6 | static_cast<std::uint32_t>(digit)) & 0xFFFFFF;
        if (++count % 4 == 1) continue;
        bytes += static_cast<char>(bits >> (6 - 2 * ((count - 1) % 4)) & 0xFF);
    }
    return bytes;
}

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

std::string body_of(std::string_view text) {
    if (holds_tags(text)) return text_of_html(text);
    std::string plain = decode_entities(text);
    return has_html_tags(plain) ? text_of_html(plain) : plain;
}

bool remove_feed_remains(std::string& body) {
    bool cut = false;
    for (bool changed = true; changed;) {
        trim_end(body);
        std::size_t begin = 0;
        const std::string_view last = last_paragraph(body, begin);
        const bool elsewhere = begin > 0 && points_elsewhere(last);
        changed = elsewhere || is_footer(last);
        cut = cut || elsewhere;
        if (changed) body.resize(begin);
    }
    return cut_count(body) || cut_ellipsis(body) || cut;
}

bool is_short(std::string_view body) {
    std::size_t letters = 0;
    for (std::size_t i = 0; i < body.size() && letters < 700;) {
        const Decoded decoded = decode_utf8(body, i);
        letters += decoded.character >= 0x2E80 && decoded.character != invalid_character ? 3 : 1;
        i += decoded.bytes;
    }
    return letters < 700;
}

}  // namespace broadsheet
