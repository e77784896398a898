// SPDX-License-Identifier: GPL-3.0-or-later
// Tells formats apart: by what a file holds first, by its name where that leaves a choice.
#include "engine/analysis/utf8.h"
#include "indexer/formats/csv_header.h"
#include "indexer/formats/recognize_parts.h"
#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::size_t head_bytes_max = 256 * 1024;

bool has_front_matter(std::string_view text) {
    if (!text.starts_with("---")) return false;
    const std::size_t begin = text.find('\n');
    if (begin == std::string_view::npos || !trimmed(text.substr(3, begin - 3)).empty()) return false;
    const std::string_view next = trimmed(text.substr(begin));
    const std::size_t colon = next.find(':');
    return colon < 30 && next.substr(0, colon).find('\n') == std::string_view::npos;
}

std::optional<Format> by_name(std::string_view extension) {
    static constexpr std::array<std::pair<std::string_view, Format>, 14> formats{{{"json", Format::json},
                                                                                  {"jsonl", Format::jsonl},
                                                                                  {"ndjson", Format::jsonl},
                                                                                  {"csv", Format::csv},
                                                                                  {"tsv", Format::tsv},
                                                                                  {"tab", Format::tsv},
                                                                                  {"md", Format::markdown},
                                                                                  {"markdown", Format::markdown},
                                                                                  {"html", Format::html},
                                                                                  {"htm", Format::html},
                                                                                  {"xhtml", Format::html},
                                                                                  {"eml", Format::email},
                                                                                  {"mbox", Format::mbox},
                                                                                  {"mhtml", Format::mhtml}}};
    const auto* const found =
        std::find_if(formats.begin(), formats.end(), [&](const auto& one) { return one.first == extension; });
    return found == formats.end() ? std::nullopt : std::optional(found->second);
}

/// Servers put warnings and empty lines before the XML that they should have sent alone.
std::string_view from_xml_declaration(std::string_view text, std::string_view extension) {
    constexpr std::size_t junk_bytes_max = 2048;
    const std::size_t at = text.find("<?xml ");
    const bool named = extension == "xml" || extension == "rss" || extension == "atom" || extension == "rdf";
    const bool at_line_start = at == 0 || (at < text.size() && text[at - 1] == '\n');
    return at <= junk_bytes_max && (named || at_line_start) ? text.substr(at) : std::string_view();
}

/// What begins with letters. CSV comes before mail, whose header lines hold no separators between known names.
std::optional<Format> recognize_words(std::string_view text, std::string_view extension) {
    if (has_front_matter(text)) return Format::markdown;
    if (const char separator = guess_separator(text); separator != 0)
        return separator == '\t' ? Format::tsv : Format::csv;
    if (const auto format = recognize_mail(text, extension)) return format;
    if (has_html_root(text) && extension != "md") return Format::html;
    return {};
}

Recognized recognize_text(std::string_view text, std::string_view extension) {
    if (text.starts_with('<')) {
        if (auto markup = recognize_markup(text, extension)) return *markup;
    } else if (text.starts_with('{') || text.starts_with('[')) {
        if (const auto format = recognize_json(text, extension)) return {format, {}};
    } else if (const std::string_view xml = from_xml_declaration(text, extension); !xml.empty()) {
        if (auto markup = recognize_markup(xml, extension); markup && markup->format == Format::feed) return *markup;
    } else if (const auto format = recognize_words(text, extension)) {
        return {format, {}};
    }
    return {by_name(extension).value_or(Format::text), {}};
}

Recognized recognize_all(std::string_view head, std::string_view file_name) {
    if (auto binary = recognize_binary(head)) return *binary;
    if (is_binary(head)) return {};
    const std::string text = decode_text(utf8_prefix(head, head_bytes_max));
    return recognize_text(trimmed(text), extension_of(file_name));
}

}  // namespace

std::string extension_of(std::string_view file_name) {
    const std::size_t slash = file_name.rfind('/');
    if (slash != std::string_view::npos) file_name.remove_prefix(slash + 1);
    const std::size_t dot = file_name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? std::string() : ascii_lower(file_name.substr(dot + 1));
}

std::optional<Format> recognize(std::string_view head, std::string_view file_name) {
    return recognize_all(head, file_name).format;
}

std::string describe_unrecognized(std::string_view head) {
    const Recognized found = recognize_all(head, {});
    if (!found.what.empty()) return "it is " + found.what + ", which is not read";
    if (is_binary(head)) return "it is not a text: it holds bytes that no text has";
    return "its format is none of those that are read; name one with --format if you know better";
}

}  // namespace broadsheet
