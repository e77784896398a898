// SPDX-License-Identifier: GPL-3.0-or-later
// Tells formats apart: by what a file holds first, by its name where that leaves a choice.
#include "indexer/formats/csv_header.h"
#include "indexer/formats/field_aliases.h"
#include "indexer/formats/format.h"
#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <string>
#include "engine/analysis/utf8.h"

namespace broadsheet {
namespace {

struct Magic {
    std::string_view bytes;
    std::string_view what;
};
constexpr std::array magics{
    Magic{"\x89PNG", "a PNG picture"},
    Magic{"\xFF\xD8\xFF", "a JPEG picture"},
    Magic{"GIF8", "a GIF picture"},
    Magic{"RIFF", "a WebP picture or a sound"},
    Magic{"%PDF", "a PDF document"},
    Magic{"PK\x03\x04", "a ZIP archive"},
    Magic{"PK\x05\x06", "an empty ZIP archive"},
    Magic{"\x1F\x8B", "gzip-compressed data"},
    Magic{"\x28\xB5\x2F\xFD", "zstd-compressed data"},
    Magic{"BZh", "bzip2-compressed data"},
    Magic{"\xFD"
          "7zXZ",
          "xz-compressed data"},
    Magic{"\x7F"
          "ELF",
          "a program"},
    Magic{"SQLite format 3", "a SQLite database"},
    Magic{"\xD0\xCF\x11\xE0", "an old Office document"},
    Magic{"{\\rtf", "an RTF document"},
    Magic{"WARC/", "a WARC web archive"},
    Magic{"filedesc://", "an ARC web archive"},
    Magic{"7z\xBC\xAF", "a 7z archive"},
    Magic{"Rar!", "a RAR archive"},
    Magic{"OggS", "a sound"},
    Magic{"ID3", "a sound"},
};

const Magic* find_magic(std::string_view head) {
    const auto found =
        std::find_if(magics.begin(), magics.end(), [&](const Magic& m) { return head.starts_with(m.bytes); });
    return found == magics.end() ? nullptr : &*found;
}

std::string extension_of(std::string_view file_name) {
    const std::size_t slash = file_name.rfind('/');
    if (slash != std::string_view::npos) file_name.remove_prefix(slash + 1);
    const std::size_t dot = file_name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? std::string() : ascii_lower(file_name.substr(dot + 1));
}

template <std::size_t n>
bool is_one_of(std::string_view word, const std::array<std::string_view, n>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_html_tag(std::string_view name) {
    static constexpr std::array<std::string_view, 30> tags{
        "html",       "head",   "body", "meta", "title", "link", "script", "style", "article", "section",
        "main",       "header", "div",  "p",    "h1",    "h2",   "h3",     "table", "ul",      "ol",
        "blockquote", "span",   "a",    "b",    "i",     "em",   "strong", "br",    "center",  "img"};
    return is_one_of(name, tags);
}

/// The name of the element that `text` begins with, in lower case.
std::string element_name(std::string_view text) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\n/>", 1), text.size());
    return ascii_lower(text.substr(1, end - 1));
}

/// Passes `<?xml ...?>`, comments and the document type; true if the type says HTML.
std::string_view skip_prologue(std::string_view text, bool& says_html) {
    for (;;) {
        text = trimmed(text);
        std::string_view end;
        if (text.starts_with("<?"))
            end = "?>";
        else if (text.starts_with("<!--"))
            end = "-->";
        else if (text.starts_with("<!"))
            end = ">";
        else
            return text;
        const std::size_t at = text.find(end);
        if (end == ">") says_html = says_html || ascii_lower(text.substr(0, 20)).starts_with("<!doctype html");
        if (at == std::string_view::npos) return {};
        text.remove_prefix(at + end.size());
    }
}

bool has_html_root(std::string_view head) {
    const std::string lower = ascii_lower(head.substr(0, 4096));
    return lower.find("<html") != std::string::npos || lower.find("<!doctype html") != std::string::npos ||
           (lower.find("<body") != std::string::npos && lower.find("</") != std::string::npos);
}

std::optional<Format> recognize_markup(std::string_view head, std::string_view extension) {
    if (head.find("<REUTERS ") < 4096 || ascii_lower(head.substr(0, 200)).find("<!doctype lewis") != std::string::npos)
        return Format::reuters_sgml;
    bool says_html = false;
    const bool says_xml = head.starts_with("<?xml");
    const std::string_view root = skip_prologue(head, says_html);
    if (says_html) return Format::html;
    const std::string name = root.starts_with('<') ? element_name(root) : std::string();
    if (name == "html") return Format::html;
    if (says_xml && !name.empty()) return {};
    if (is_html_tag(name)) return Format::html;
    const bool foreign = !name.empty() && extension != "html" && extension != "htm";
    return !foreign && has_html_root(head) ? std::optional(Format::html) : std::nullopt;
}

bool is_other_markup(std::string_view head) {
    bool says_html = false;
    const bool says_xml = head.starts_with("<?xml");
    const std::string_view root = skip_prologue(head, says_html);
    static constexpr std::array<std::string_view, 12> others{"rss",  "feed",         "rdf:rdf",   "newsitem",
                                                             "nitf", "newsml",       "opml",      "urlset",
                                                             "svg",  "sitemapindex", "mediawiki", "packageitem"};
    return says_xml || (root.starts_with('<') && is_one_of(element_name(root), others));
}

/// True if what follows `{` or `[` can be JSON.
bool begins_as_json(std::string_view head) {
    const std::string_view inside = trimmed(head.substr(1));
    if (head.front() == '{') return inside.empty() || inside.front() == '"' || inside.front() == '}';
    return inside.empty() || inside.find_first_of("{[\"]") == 0;
}

bool is_json_lines(std::string_view head, std::string_view extension) {
    const std::size_t end = head.find('\n');
    const std::string_view first = trimmed(head.substr(0, end));
    const std::string_view rest = end == std::string_view::npos ? std::string_view() : trimmed(head.substr(end));
    if (head.front() == '{' && first.ends_with('}') && rest.starts_with('{')) return true;
    const bool named = extension == "jsonl" || extension == "ndjson";
    return named && head.front() == '{' && (first.size() > 2 || rest.starts_with('{'));
}

bool has_front_matter(std::string_view head) {
    if (!head.starts_with("---")) return false;
    const std::size_t begin = head.find('\n');
    if (begin == std::string_view::npos || !trimmed(head.substr(3, begin - 3)).empty()) return false;
    const std::string_view next = trimmed(head.substr(begin));
    const std::size_t colon = next.find(':');
    return colon < 30 && next.substr(0, colon).find('\n') == std::string_view::npos;
}

std::optional<Format> by_name(std::string_view extension) {
    if (extension == "json") return Format::json;
    if (extension == "jsonl" || extension == "ndjson") return Format::jsonl;
    if (extension == "csv") return Format::csv;
    if (extension == "tsv" || extension == "tab") return Format::tsv;
    if (extension == "md" || extension == "markdown") return Format::markdown;
    if (extension == "html" || extension == "htm" || extension == "xhtml") return Format::html;
    return {};
}

bool is_mail_or_mhtml(std::string_view head) {
    const std::string lower = ascii_lower(head.substr(0, 2048));
    return lower.find("\nmime-version:") != std::string::npos &&
           lower.find("content-type: multipart/") != std::string::npos;
}

}  // namespace

std::optional<Format> recognize(std::string_view head, std::string_view file_name) {
    if (find_magic(head) || is_binary(head)) return {};
    const std::string text = decode_text(utf8_prefix(head, 256 * 1024));
    const std::string_view begin = trimmed(text);
    const std::string extension = extension_of(file_name);
    if (begin.starts_with('<')) {
        if (const auto format = recognize_markup(begin, extension)) return format;
        if (is_other_markup(begin) || extension == "xml" || extension == "sgm" || extension == "sgml") return {};
    } else if (begin.starts_with('{') || begin.starts_with('[')) {
        if (is_json_lines(begin, extension)) return Format::jsonl;
        if (begins_as_json(begin)) return Format::json;
    } else if (is_mail_or_mhtml(begin)) {
        return {};
    } else if (has_front_matter(begin)) {
        return Format::markdown;
    } else if (const char separator = guess_separator(begin); separator != 0) {
        return separator == '\t' ? Format::tsv : Format::csv;
    } else if (has_html_root(begin) && extension != "md") {
        return Format::html;
    }
    return by_name(extension).value_or(Format::text);
}

std::string describe_unrecognized(std::string_view head) {
    if (const Magic* magic = find_magic(head)) return "it is " + std::string(magic->what) + ", which is not read yet";
    if (is_binary(head)) return "it is not a text: it holds bytes that no text has";
    const std::string_view begin = trimmed(head);
    if (begin.starts_with('<')) {
        bool says_html = false;
        return "it is XML with the root element <" + element_name(skip_prologue(begin, says_html)).substr(0, 40) +
               ">, which is not read yet";
    }
    return "its format is none of those that are read; name one with --format if you know better";
}

bool worth_reading(std::string_view file_name) {
    const std::size_t slash = file_name.rfind('/');
    if (slash != std::string_view::npos) file_name.remove_prefix(slash + 1);
    if (file_name.empty() || file_name.front() == '.' || file_name.back() == '~') return false;
    if (file_name.front() == '#' && file_name.back() == '#') return false;
    static constexpr std::array<std::string_view, 5> names{"thumbs.db", "desktop.ini", "robots.txt", "sitemap.xml",
                                                           "manifest.json"};
    static constexpr std::array<std::string_view, 62> extensions{
        "png", "jpg", "jpeg", "gif", "webp",   "avif",  "svg",  "ico", "bmp", "tif",  "tiff",       "css",  "scss",
        "js",  "mjs", "map",  "ts",  "woff",   "woff2", "ttf",  "otf", "eot", "mp3",  "mp4",        "m4a",  "webm",
        "ogg", "wav", "avi",  "mov", "mkv",    "bak",   "swp",  "swo", "tmp", "part", "crdownload", "lock", "log",
        "o",   "so",  "a",    "exe", "dll",    "py",    "pyc",  "c",   "cc",  "cpp",  "h",          "hpp",  "java",
        "rs",  "go",  "sh",   "db",  "sqlite", "cmake", "orig", "dtd", "xsl", "psd"};
    return !is_one_of(ascii_lower(file_name), names) && !is_one_of(extension_of(file_name), extensions);
}

}  // namespace broadsheet
