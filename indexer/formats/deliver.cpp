// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/language.h"
#include "indexer/extract/text_heading.h"
#include "indexer/formats/readers.h"
#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"

#include <utility>
#include "engine/analysis/utf8.h"

namespace broadsheet {
namespace {

constexpr std::size_t line_bytes_max = 2000;
constexpr std::size_t language_sample_bytes = 4000;

/// A field that holds a whole text by mistake must not fill lists and facets.
void limit(std::string& line) {
    if (line.size() > line_bytes_max) line.resize(utf8_prefix(line, line_bytes_max).size());
}

/// Clocks differ; a day's grace, then it is a wrong date.
void drop_future(Date& date, std::int64_t now_s) {
    if (date.utc_s > now_s + seconds_per_day) date = {};
}

std::string language_of(const Article& article) {
    if (std::string stated = normalize_language(article.language); !stated.empty()) return stated;
    return detect_language(article.title + "\n\n" + std::string(utf8_prefix(article.body, language_sample_bytes)));
}

}  // namespace

std::optional<std::string> read_whole(ByteStream& stream, ArticleSink& sink) {
    bool too_large = false;
    std::string bytes = read_all(stream, whole_file_bytes_max, too_large);
    if (too_large) {
        sink.problem(Stage::open, "",
                     "larger than 40 MiB; split it, or give it as JSONL or CSV, which are read piece by piece");
        return {};
    }
    return bytes;
}

std::optional<std::string> read_whole_text(ByteStream& stream, ArticleSink& sink, std::string_view charset) {
    const auto bytes = read_whole(stream, sink);
    if (!bytes) return {};
    if (is_binary(*bytes)) {
        sink.problem(Stage::decode, "", "not a text: it holds bytes that no text has");
        return {};
    }
    std::string text = decode_text(*bytes, charset);
    if (trimmed(text).empty()) {
        sink.problem(Stage::extract, "",
                     bytes->empty() ? "the file is empty" : "the file holds nothing but white space");
        return {};
    }
    return text;
}

void deliver(Article article, std::string location, const InputInfo& info, ArticleSink& sink) {
    if (article.url.empty()) article.url = info.url;
    if (!article.seen.known()) article.seen = info.seen;
    article.body = clean_body(article.body);
    if (article.title.empty()) article.title = title_from(article.body);
    if (article.title.empty()) {
        sink.problem(Stage::extract, std::move(location), "it has neither a title nor a body");
        return;
    }
    for (std::string* line : {&article.title, &article.subtitle, &article.source, &article.agency, &article.section,
                              &article.place, &article.key, &article.url})
        limit(*line);
    if (article.place.empty() || article.agency.empty()) {
        Dateline dateline = read_dateline(article.body);
        if (article.place.empty()) article.place = std::move(dateline.place);
        if (article.agency.empty()) article.agency = std::move(dateline.agency);
    }
    for (Date* date : {&article.published, &article.modified, &article.seen}) drop_future(*date, info.now_s);
    article.language = language_of(article);
    sink.article(std::move(article), std::move(location));
}

}  // namespace broadsheet
