// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/record_text.h"

#include "engine/analysis/utf8.h"
#include "indexer/extract/html_text.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>

namespace broadsheet {
namespace {

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

/// "… [+1234 chars]", as NewsAPI cuts, or "[1234 chars]".
bool cut_count(std::string& body) {
    if (!body.ends_with(" chars]")) return false;
    const std::size_t at = body.rfind('[');
    if (at == std::string::npos || body.size() - at > 20) return false;
    body.resize(at);
    trim_end(body);
    cut_ellipsis(body);
    return true;
}

}  // namespace

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

std::string body_of(std::string_view text) {
    if (holds_tags(text)) return text_of_html(text);
    std::string plain = decode_entities(text);
    return has_html_tags(plain) ? text_of_html(plain) : plain;
}

bool remove_remains(std::string& body) {
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

std::string standfirst_of(std::string summary, std::string_view body) {
    if (summary.empty() || summary.size() > 600 || remove_remains(summary)) return {};
    std::string line = clean_line(summary);
    const std::string beginning = clean_line(utf8_prefix(body, 2 * line.size() + 200));
    const std::string_view half = utf8_prefix(line, line.size() / 2 + 1);
    return beginning.find(half) != std::string::npos ? std::string() : line;
}

void remove_repeated_title(std::string& body, std::string_view title) {
    const std::size_t begin = std::min(body.find_first_not_of(" \t\r\n"), body.size());
    const std::size_t end = body.find('\n', begin);
    if (title.empty() || end == std::string::npos || end - begin > title.size() + 100) return;
    if (clean_line(std::string_view(body).substr(begin, end - begin)) == title) body.erase(0, end + 1);
}

}  // namespace broadsheet
