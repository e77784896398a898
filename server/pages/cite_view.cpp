// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/cite_view.h"

#include "engine/article/web_address.h"
#include "server/pages/messages.h"
#include "server/pages/page_wording.h"

#include <algorithm>

namespace broadsheet {
namespace {

/// Enough words to be found once in a page, few enough to have stayed as they were.
constexpr std::size_t passage_bytes_max = 60;

std::string names_of(const std::vector<std::string>& authors) {
    std::string names;
    for (std::size_t i = 0; i < authors.size(); ++i) {
        if (i > 0) names += i + 1 == authors.size() ? " " + message("and") + " " : ", ";
        names += authors[i];
    }
    return names;
}

bool ends_sentence(std::string_view text) {
    for (const std::string_view end : {".", "?", "!", "…", "。", "？", "！", "”", "\""})
        if (text.ends_with(end)) return true;
    return false;
}

/// In a text directive also the signs that separate its parts are escaped.
std::string percent_encoded(std::string_view text) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (plain)
            encoded += c;
        else
            encoded += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return encoded;
}

}  // namespace

std::string text_citation(const StoredArticle& article) {
    std::string text = names_of(article.authors);
    if (!text.empty()) text += ": ";
    text += article.title.empty() ? message("Untitled") : article.title;
    if (!ends_sentence(text)) text += '.';
    std::string place = article.source;
    if (article.published.known() && article.published.source != DateSource::file)
        place += (place.empty() ? "" : ", ") + day_words(article.published);
    if (!place.empty()) text += " " + place + ".";
    if (is_web_address(article.url)) text += " " + article.url;
    return text;
}

std::vector<Values> citation_links(ArticleId id) {
    constexpr std::pair<std::string_view, std::string_view> formats[] = {
        {"RIS", "ris"}, {"BibTeX", "bibtex"}, {"CSL-JSON", "csljson"}, {english("Plain text"), "text"}};
    std::vector<Values> links;
    for (const auto& [name, format] : formats) {
        const std::string url = "/api/v1/articles/" + std::to_string(id.value) + "?format=" + std::string(format);
        links.push_back(Values().text("words", message_text(name)).text("url", url));
    }
    return links;
}

std::optional<std::string> passage_address(const StoredArticle& article, const TextRange& mark) {
    const std::string_view body = article.body;
    if (!is_web_address(article.url) || mark.begin >= mark.end || mark.end > body.size()) return std::nullopt;
    // Words from the mark on, to the end of its line at most: what browsers look for is within one paragraph.
    const std::size_t line_end = std::max<std::size_t>(std::min(body.find('\n', mark.begin), body.size()), mark.end);
    std::size_t end = mark.end;
    while (end < line_end) {
        const std::size_t next = std::min(body.find(' ', end + 1), line_end);
        if (next - mark.begin > passage_bytes_max) break;
        end = next;
    }
    const std::string words = percent_encoded(body.substr(mark.begin, end - mark.begin));
    const bool has_fragment = article.url.find('#') != std::string::npos;
    return article.url + (has_fragment ? "" : "#") + ":~:text=" + words;
}

}  // namespace broadsheet
