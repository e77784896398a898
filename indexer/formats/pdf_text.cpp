// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/pdf_text.h"

#include "indexer/extract/address_date.h"
#include "indexer/extract/byline.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/text_heading.h"
#include "indexer/formats/pdf_pages.h"
#include "indexer/formats/readers.h"
#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace broadsheet {
namespace {

/// The content of <meta name="NAME" content="…"/> in the head that pdftotext writes.
std::string meta_of(std::string_view head, std::string_view name) {
    const std::string mark = "<meta name=\"" + std::string(name) + "\" content=\"";
    const std::size_t begin = head.find(mark);
    if (begin == std::string_view::npos) return {};
    head.remove_prefix(begin + mark.size());
    return clean_line_of_html(head.substr(0, head.find("\"/>")));
}

/// Programs call their output by the name of its file, or of themselves.
bool is_title(std::string_view title) {
    const std::string lower = ascii_lower(title);
    if (lower.size() < 4 || lower.starts_with("untitled") || lower.starts_with("microsoft ")) return false;
    for (const std::string_view ending :
         {".doc", ".docx", ".indd", ".qxd", ".qxp", ".pdf", ".ps", ".tex", ".rtf", ".odt"})
        if (lower.ends_with(ending)) return false;
    return title.find(' ') != std::string_view::npos || title.size() > 12 ||
           lower.find_first_of("_0123456789") == std::string::npos;
}

/// "2019-04-19T10:58:31-04" lacks the minutes of its offset.
Date file_date(std::string text) {
    const std::size_t zone = text.size() > 19 ? text.find_first_of("+-", 19) : std::string::npos;
    if (zone != std::string::npos && text.size() == zone + 3) text += ":00";
    Date date = parse_iso_date(text).value_or(Date{});
    if (date.known()) date.source = DateSource::file;
    return date;
}

/// Footnote numbers that stick to names are taken off.
std::vector<std::string> authors_of(const std::string& line) {
    std::vector<std::string> authors;
    for (std::string name : split_byline(line)) {
        while (!name.empty() && name.back() >= '0' && name.back() <= '9') name.pop_back();
        const std::size_t letters = name.find_first_not_of("0123456789 ");
        if (letters != std::string::npos && name.find(' ') != std::string::npos)
            authors.push_back(name.substr(letters));
    }
    return authors;
}

/// Letters that were printed as one, as letters.
std::string without_ligatures(std::string_view text) {
    constexpr std::array<std::string_view, 7> letters{"ff", "fi", "fl", "ffi", "ffl", "st", "st"};  // U+FB00 to U+FB06
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const unsigned last =
            text.substr(i).starts_with("\xEF\xAC") && i + 2 < text.size() ? static_cast<unsigned char>(text[i + 2]) : 0;
        if (last < 0x80 || last > 0x86) {
            out += text[i];
            continue;
        }
        out += letters[last - 0x80];
        i += 2;
    }
    return out;
}

/// The title on the first page is the body's, too, and is taken from it; it is the article's if the file names none.
void take_heading(std::string& body, Article& article) {
    const std::string_view first = std::string_view(body).substr(0, body.find('\n'));
    if (article.title.empty() && first.size() < body.size() && is_heading(clean_line(first), true, {}))
        article.title = clean_line(first);
    if (!article.title.empty() && body.starts_with(article.title))
        body = trimmed(std::string_view(body).substr(article.title.size()));
}

/// A date near the top of the first page, running head and all, else in the file's name, else when the file was made.
Date date_of(std::string_view text, const InputInfo& info, Date made) {
    Date date = find_date(text.substr(0, 600)).value_or(Date{});
    if (date.known()) {
        date.source = DateSource::text;
        return date;
    }
    return date_in_file_name(info.path).value_or(made);
}

}  // namespace

void deliver_pdf_text(std::string_view html, const InputInfo& info, ArticleSink& sink) {
    const std::size_t begin = std::min(html.find("<pre>"), html.size());
    const std::string_view head = html.substr(0, begin);
    std::string_view pre = html.substr(begin);
    pre.remove_prefix(std::min<std::size_t>(pre.size(), 5));
    pre = pre.substr(0, pre.rfind("</pre>"));
    std::string body = paragraphs_of_pages(without_ligatures(decode_entities(to_nfc(std::string(pre)))));
    if (body.empty()) {
        sink.problem(Stage::extract, "", "it holds no text: scanned pages need OCR (ocrmypdf) first");
        return;
    }
    Article article;
    const std::size_t title = head.find("<title>");
    if (title != std::string_view::npos)
        article.title = clean_line_of_html(head.substr(title + 7, head.find("</title>") - title - 7));
    if (!is_title(article.title)) article.title.clear();
    article.authors = authors_of(meta_of(head, "Author"));
    article.published = date_of(pre, info, file_date(meta_of(head, "CreationDate")));
    take_heading(body, article);
    article.body = std::move(body);
    deliver(std::move(article), "", info, sink);
}

}  // namespace broadsheet
