// SPDX-License-Identifier: GPL-3.0-or-later
// JSON: one article, an array of them, or the reply of a news API that holds such an array somewhere.
#include "indexer/formats/json_shapes.h"
#include "indexer/formats/json_value.h"
#include "indexer/formats/readers.h"
#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::size_t line_bytes_max = record_bytes_max;

bool holds_articles(const Json& array) {
    return array.is_array() &&
           std::any_of(array.begin(), array.end(), [](const Json& item) { return is_article(item); });
}

/// The array of articles nearest to the top: `articles`, `response.results`, `response.docs`, `hits.hits`, `items` …
const Json* find_articles(const Json& value, int depth) {
    if (holds_articles(value)) return &value;
    if (!value.is_object() || depth == 0) return nullptr;
    const Json* best = nullptr;
    for (const Json& member : value)
        if (holds_articles(member) && (!best || member.size() > best->size())) best = &member;
    if (best) return best;
    for (const Json& member : value)
        if (const Json* found = member.is_object() ? find_articles(member, depth - 1) : nullptr) return found;
    return nullptr;
}

/// `top` is what holds the list that holds the value.
void deliver_one(const Json& value, const Json& top, std::string location, const InputInfo& info, ArticleSink& sink) {
    Article article = value.is_object() ? article_of(value) : Article{};
    complete_from_feed(top, article);
    if (article.title.empty() && article.body.empty())
        sink.problem(Stage::extract, std::move(location), why_no_article(value));
    else
        deliver(std::move(article), std::move(location), info, sink);
}

void deliver_all(const Json& array, const Json& top, const InputInfo& info, ArticleSink& sink) {
    std::size_t number = 0;
    for (const Json& item : array) {
        std::string location = "article " + std::to_string(++number);
        deliver_one(item, top, std::move(location), info, sink);
    }
}

}  // namespace

void read_json(ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    const auto text = read_whole_text(stream, sink);
    if (!text) return;
    std::string reason;
    const auto value = parse_json(*text, reason);
    if (!value) {
        sink.problem(Stage::parse, "", std::move(reason));
        return;
    }
    // An article may hold arrays of things with titles; a list of articles has no body of its own.
    const Json* list = is_whole_article(*value) ? nullptr : find_articles(*value, 4);
    if (list)
        deliver_all(*list, *value, info, sink);
    else if (is_article(*value))
        deliver_one(*value, Json(), "", info, sink);
    else
        sink.problem(Stage::extract, "", "it holds no article: no object has a title or a body under a known name");
}

void read_jsonl(ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    const std::unique_ptr<ByteStream> text = decoded(stream);
    LineReader lines(*text, line_bytes_max);
    std::string_view line;
    std::size_t read = 0;
    for (;;) {
        const LineReader::Result result = lines.next(line);
        if (result == LineReader::Result::end) break;
        std::string location = "line " + std::to_string(lines.line_number());
        if (result == LineReader::Result::line && trimmed(line).empty()) continue;
        ++read;
        std::string reason = "longer than 64 MiB";
        const auto value = result == LineReader::Result::line ? parse_json(decode_text(line), reason) : std::nullopt;
        if (value)
            deliver_one(*value, Json(), std::move(location), info, sink);
        else
            sink.problem(Stage::parse, std::move(location), std::move(reason));
    }
    if (read == 0) sink.problem(Stage::extract, "", "the file is empty");
}

}  // namespace broadsheet
