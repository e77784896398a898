// SPDX-License-Identifier: GPL-3.0-or-later
// HTML: the character set, the metadata, the text of the article.
#include "indexer/extract/address_date.h"
#include "indexer/extract/html_metadata.h"
#include "indexer/extract/html_text.h"
#include "indexer/extract/main_text.h"
#include "indexer/extract/page_subtitle.h"
#include "indexer/formats/readers.h"
#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <utility>

namespace broadsheet {
namespace {

/// The label in <meta charset>, <meta http-equiv content="…charset=…"> or <?xml encoding="…"?>; empty if there is none.
std::string declared_charset(std::string_view page) {
    const std::string head = ascii_lower(page.substr(0, 4096));
    for (const std::string_view key : {"charset", "encoding"}) {
        for (std::size_t at = head.find(key); at != std::string::npos; at = head.find(key, at + 1)) {
            std::string_view rest = trimmed(std::string_view(head).substr(at + key.size()));
            if (!rest.starts_with('=')) continue;
            rest = trimmed(rest.substr(1));
            if (rest.starts_with('"') || rest.starts_with('\'')) rest.remove_prefix(1);
            const std::size_t end = rest.find_first_of(" \"'>;/?\n");
            if (end != std::string_view::npos && end > 0) return std::string(rest.substr(0, end));
        }
    }
    return {};
}

/// "<!-- saved from url=(0042)https://… -->", as browsers write it.
std::string saved_from(std::string_view page) {
    const std::size_t at = page.substr(0, 2048).find("saved from url=");
    if (at == std::string_view::npos) return {};
    const std::string_view rest = page.substr(at, 2100);
    const std::size_t begin = rest.find("http");
    if (begin == std::string_view::npos || begin > 30) return {};
    return clean_line(rest.substr(begin, rest.find_first_of(" \n\r>", begin) - begin));
}

std::string plain_text_of(const std::string& linked) {
    return has_html_tags(linked) ? text_of_html(linked) : decode_entities(linked);
}

/// The text in the JSON-LD is taken when the page itself shows much less (scripts draw it, or a wall hides it).
std::string better_body(std::string body, std::string linked) {
    return linked.size() * 10 > body.size() * 16 && linked.size() > 300 ? linked : body;
}

}  // namespace

void read_html(ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    const auto bytes = read_whole(stream, sink);
    if (!bytes) return;
    if (is_binary(std::string_view(*bytes).substr(0, 4096))) {
        sink.problem(Stage::decode, "", "not a text: it holds bytes that no text has");
        return;
    }
    const std::string page = decode_text(*bytes, info.charset.empty() ? declared_charset(*bytes) : info.charset);
    const HtmlDocument document(page);
    if (document.is_cut()) sink.problem(Stage::parse, "", "so many tags that only the first part of the page was read");
    const std::string address = info.url.empty() ? saved_from(page) : info.url;
    PageMetadata metadata = read_metadata(document, info.now_s, address);
    Article article = std::move(metadata.article);
    std::string linked = plain_text_of(metadata.linked_body);
    article.body = main_text(document, {article.title, article.subtitle, linked});
    article.body = better_body(std::move(article.body), std::move(linked));
    if (article.url.empty()) article.url = address;
    drop_repeated_subtitle(article);
    if (!article.published.known()) article.published = date_in_url(article.url).value_or(Date{});
    if (!article.published.known()) article.published = date_in_file_name(info.path).value_or(Date{});
    if (article.body.empty() && article.title.empty()) {
        sink.problem(Stage::extract, "", "the page holds no text that could be an article");
        return;
    }
    deliver(std::move(article), "", info, sink);
}

}  // namespace broadsheet
