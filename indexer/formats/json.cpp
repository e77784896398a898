// SPDX-License-Identifier: GPL-3.0-or-later
// JSON: one article, an array of them, or the reply of a news API that holds such an array somewhere.
#include "indexer/formats/json_elements.h"
#include "indexer/formats/json_shapes.h"
#include "indexer/formats/json_value.h"
#include "indexer/formats/readers.h"
#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"
#include "indexer/input/peeked_stream.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace broadsheet {
namespace {

/// One article of a list; as values in memory it may take twenty times as much.
constexpr std::size_t article_bytes_max = std::size_t{8} * 1024 * 1024;
/// A list that is larger is read piece by piece, any other value up to the second limit as a whole.
constexpr std::size_t small_bytes_max = std::size_t{4} * 1024 * 1024;
constexpr std::size_t value_bytes_max = std::size_t{24} * 1024 * 1024;
constexpr std::size_t batch_bytes = 256 * 1024;

bool holds_articles(const Json& array, const FieldMap& map) {
    return array.is_array() &&
           std::any_of(array.begin(), array.end(), [&](const Json& item) { return is_article(item, map); });
}

/// The array of articles nearest to the top: `articles`, `response.results`, `response.docs`, `hits.hits`, `items` …
const Json* find_articles(const Json& value, const FieldMap& map, int depth) {
    if (holds_articles(value, map)) return &value;
    if (!value.is_object() || depth == 0) return nullptr;
    const Json* best = nullptr;
    for (const Json& member : value)
        if (holds_articles(member, map) && (!best || member.size() > best->size())) best = &member;
    if (best) return best;
    for (const Json& member : value)
        if (const Json* found = member.is_object() ? find_articles(member, map, depth - 1) : nullptr) return found;
    return nullptr;
}

const FieldMap& map_of(const InputInfo& info) {
    static const FieldMap none;
    return info.records ? info.records->map : none;
}

/// `top` is what holds the list that holds the value.
void deliver_one(const Json& value, const Json& top, std::string location, const InputInfo& info, ArticleSink& sink) {
    Article article = value.is_object() ? article_of(value, map_of(info)) : Article{};
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

/// Texts of articles on their way to another thread.
class Batch {
public:
    Batch(const InputInfo& info, ArticleSink& sink) : info_(info), sink_(sink) {}

    void add(std::string location, std::string_view text) {
        records_.push_back({std::move(location), bytes_.size(), text.size()});
        bytes_ += text;
        if (bytes_.size() >= batch_bytes) send();
    }

    void problem(std::string location, std::string reason) {
        send();  // keeps the order
        sink_.problem(Stage::parse, std::move(location), std::move(reason));
    }

    void send() {
        if (records_.empty()) return;
        const std::size_t cost_bytes = bytes_.size();
        std::string location = records_.front().location;
        sink_.defer(std::move(location), cost_bytes,
                    [bytes = std::exchange(bytes_, {}), records = std::exchange(records_, {}),
                     info = info_](ArticleSink& sink) {
                        for (const Record& record : records)
                            read_record(std::string_view(bytes).substr(record.begin, record.size), record.location,
                                        info, sink);
                    });
    }

private:
    struct Record {
        std::string location;
        std::size_t begin;
        std::size_t size;
    };

    static void read_record(std::string_view text, const std::string& location, const InputInfo& info,
                            ArticleSink& sink) {
        std::string reason;
        if (const auto value = parse_json(decode_text(text), reason))
            deliver_one(*value, Json(), location, info, sink);
        else
            sink.problem(Stage::parse, location, std::move(reason));
    }

    const InputInfo& info_;
    ArticleSink& sink_;
    std::string bytes_;
    std::vector<Record> records_;
};

void read_value(std::string_view text, const InputInfo& info, ArticleSink& sink) {
    std::string reason;
    const auto value = parse_json(text, reason);
    if (!value) {
        sink.problem(Stage::parse, "", std::move(reason));
        return;
    }
    // An article may hold arrays of things with titles; a list of articles has no body of its own.
    const Json* list = is_whole_article(*value) ? nullptr : find_articles(*value, map_of(info), 4);
    if (list)
        deliver_all(*list, *value, info, sink);
    else if (is_article(*value, map_of(info)))
        deliver_one(*value, Json(), "", info, sink);
    else
        sink.problem(Stage::extract, "", "it holds no article: no object has a title or a body under a known name");
}

void read_list(ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    const std::unique_ptr<ByteStream> text = decoded(stream);
    JsonElements elements(*text, article_bytes_max);
    Batch batch(info, sink);
    for (;;) {
        std::string_view element;
        const JsonElements::Result result = elements.next(element);
        std::string location = "article " + std::to_string(elements.number());
        if (result == JsonElements::Result::element)
            batch.add(std::move(location), element);
        else if (result == JsonElements::Result::too_long)
            batch.problem(std::move(location), "longer than 8 MiB");
        else if (result == JsonElements::Result::cut_off)
            batch.problem(std::move(location), "the list ends in the middle: the rest is missing");
        else if (result == JsonElements::Result::more_after_end)
            batch.problem("", "something follows the end of the list: it is left out");
        if (result != JsonElements::Result::element && result != JsonElements::Result::too_long) break;
    }
    batch.send();
}

}  // namespace

void read_json(ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    PeekedStream peeked(stream);
    const std::size_t size = peeked.head(small_bytes_max + 1).size();
    if (size > small_bytes_max) {
        const std::string begin = decode_text(peeked.head(4096));
        if (trimmed(begin).starts_with('[')) return read_list(peeked, info, sink);
        if (peeked.head(value_bytes_max + 1).size() > value_bytes_max) {
            sink.problem(Stage::open, "",
                         "a JSON value of more than 24 MiB that is no list; give its articles as a list or as JSONL, "
                         "which are read piece by piece");
            return;
        }
    }
    if (const auto text = read_whole_text(peeked, sink)) read_value(*text, info, sink);
}

void read_jsonl(ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    const std::unique_ptr<ByteStream> text = decoded(stream);
    LineReader lines(*text, article_bytes_max);
    Batch batch(info, sink);
    std::string_view line;
    bool empty = true;
    for (;;) {
        const LineReader::Result result = lines.next(line);
        if (result == LineReader::Result::end) break;
        if (result == LineReader::Result::line && trimmed(line).empty()) continue;
        empty = false;
        std::string location = "line " + std::to_string(lines.line_number());
        if (result == LineReader::Result::line)
            batch.add(std::move(location), line);
        else
            batch.problem(std::move(location), "longer than 8 MiB");
    }
    batch.send();
    if (empty) sink.problem(Stage::extract, "", "the file is empty");
}

}  // namespace broadsheet
