// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/citation.h"

#include "engine/analysis/utf8.h"
#include "engine/article/web_address.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace broadsheet {
namespace {

/// Year, month and day where the date was written, as text; what isn't known is empty.
struct DateParts {
    std::string year, month, day;
};

DateParts parts_of(const Date& date) {
    const std::string iso = to_iso(date);
    DateParts parts;
    if (iso.size() >= 4) parts.year = iso.substr(0, 4);
    if (iso.size() >= 7) parts.month = iso.substr(5, 2);
    if (iso.size() >= 10) parts.day = iso.substr(8, 2);
    return parts;
}

/// Controls, and whatever some reader takes for the end of a line, become blanks.
std::string in_one_line(std::string_view text) {
    std::string line;
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decode_utf8(text, at);
        const char32_t c = decoded.character;
        if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029)
            line += ' ';
        else
            line += text.substr(at, decoded.bytes);
        at += decoded.bytes;
    }
    return line;
}

/// "2025/01/28/", "2025/01//", "2025///"
std::string ris_date(const Date& date) {
    const DateParts parts = parts_of(date);
    return parts.year.empty() ? std::string() : parts.year + "/" + parts.month + "/" + parts.day + "/";
}

class RisRecord {
public:
    void add(std::string_view tag, std::string_view value) {
        if (value.empty()) return;
        text_ += std::string(tag) + "  - " + in_one_line(value) + "\r\n";
    }
    std::string finished() && { return std::move(text_) + "ER  - \r\n\r\n"; }

private:
    std::string text_;
};

std::string tex_escaped(std::string_view text) {
    std::string escaped;
    for (const char c : in_one_line(text)) {
        switch (c) {
            case '\\':
                escaped += "{\\textbackslash}";
                break;
            case '{':  // \{ would do for TeX, but BibTeX counts it as an open brace
                escaped += "{\\textbraceleft}";
                break;
            case '}':
                escaped += "{\\textbraceright}";
                break;
            case '~':
                escaped += "{\\textasciitilde}";
                break;
            case '^':
                escaped += "{\\textasciicircum}";
                break;
            case '$':
            case '&':
            case '#':
            case '%':
            case '_':
                escaped += '\\';
                [[fallthrough]];
            default:
                escaped += c;
        }
    }
    return escaped;
}

/// Addresses stand verbatim; only what would end the field or the line is percent-encoded.
std::string tex_address(std::string_view url) {
    std::string plain;
    for (const char c : url) {
        constexpr char digits[] = "0123456789ABCDEF";
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= ' ' || c == '{' || c == '}' || c == '\\' || c == '"')
            plain += {'%', digits[byte >> 4], digits[byte & 15]};
        else
            plain += c;
    }
    return plain;
}

/// True if BibTeX would cut a name there: at the word "and", however it is written; "others" stands for more names.
bool has_joining_word(const std::string& name) {
    std::string lower = ' ' + in_one_line(name) + ' ';
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return lower.find(" and ") != lower.npos || lower == " others ";
}

/// BibTeX cuts at commas, too; braces keep a name whole.
std::string tex_name(const std::string& name) {
    const bool whole = name.find(',') != name.npos || has_joining_word(name);
    return whole ? "{" + tex_escaped(name) + "}" : tex_escaped(name);
}

std::string_view tex_month(std::string_view month) {
    constexpr std::array<std::string_view, 12> names = {"jan", "feb", "mar", "apr", "may", "jun",
                                                        "jul", "aug", "sep", "oct", "nov", "dec"};
    unsigned number = 0;
    std::from_chars(month.data(), month.data() + month.size(), number);
    return number >= 1 && number <= names.size() ? names[number - 1] : std::string_view();
}

class BibtexEntry {
public:
    BibtexEntry(std::string_view type, const std::string& key) : text_("@" + std::string(type) + "{" + key) {}

    /// `value` is TeX.
    void add(std::string_view name, const std::string& value) {
        if (!value.empty()) add_bare(name, "{" + value + "}");
    }
    /// A macro or a number.
    void add_bare(std::string_view name, std::string_view value) {
        if (value.empty()) return;
        text_ += ",\n  " + std::string(name) + " = " + std::string(value);
    }
    std::string finished() && { return std::move(text_) + "\n}\n\n"; }

private:
    std::string text_;
};

constexpr std::string_view withdrawn_note = "Withdrawn by its publication";
constexpr std::string_view partial_note = "Summary only";

}  // namespace

std::string citation_key(const StoredArticle& article) {
    std::string key;
    for (const char c : slug_of(article.source)) {
        if (static_cast<unsigned char>(c) < 0x80) key += c;
    }
    while (key.starts_with('-')) key.erase(0, 1);
    if (key.empty()) key = "article";
    const std::string year = parts_of(article.published).year;
    if (!year.empty()) key += "-" + year;
    return key + "-" + std::to_string(article.id.value);
}

std::string ris_of(const StoredArticle& article) {
    RisRecord record;
    record.add("TY", "NEWS");
    record.add("ID", citation_key(article));
    for (const auto& author : article.authors) record.add("AU", family_name_first(author));
    record.add("TI", article.title.empty() ? "Untitled" : article.title);
    record.add("T2", article.source);
    record.add("SE", article.section);
    record.add("PY", parts_of(article.published).year);
    record.add("DA", ris_date(article.published));
    record.add("AB", article.subtitle);
    for (const auto& tag : article.tags) record.add("KW", tag);
    record.add("LA", article.language);
    record.add("UR", link_of(article.url));
    record.add("Y2", ris_date(article.seen));
    record.add("AN", article.key);
    if (article.withdrawn) record.add("N1", withdrawn_note);
    if (article.partial) record.add("N1", partial_note);
    return std::move(record).finished();
}

std::string bibtex_of(const StoredArticle& article) {
    BibtexEntry entry(article.source.empty() ? "misc" : "article", citation_key(article));
    std::string authors;
    for (const auto& author : article.authors) authors += (authors.empty() ? "" : " and ") + tex_name(author);
    entry.add("author", authors);
    // The second braces keep the title's capitals.
    entry.add("title", "{" + tex_escaped(article.title.empty() ? "Untitled" : article.title) + "}");
    entry.add("journal", tex_escaped(article.source));
    const DateParts date = parts_of(article.published);
    entry.add("year", date.year);
    entry.add_bare("month", tex_month(date.month));
    entry.add("day", date.day.starts_with('0') ? date.day.substr(1) : date.day);
    entry.add("url", tex_address(link_of(article.url)));
    entry.add("urldate", to_iso(article.seen).substr(0, 10));
    entry.add("language", tex_escaped(article.language));
    std::string tags;
    for (const auto& tag : article.tags) tags += (tags.empty() ? "" : ", ") + tex_escaped(tag);
    entry.add("keywords", tags);
    std::string note(article.withdrawn ? withdrawn_note : "");
    if (article.partial) note += (note.empty() ? "" : "; ") + std::string(partial_note);
    entry.add("note", note);
    return std::move(entry).finished();
}

}  // namespace broadsheet
