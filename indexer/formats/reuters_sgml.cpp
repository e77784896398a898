// SPDX-License-Identifier: GPL-3.0-or-later
// The Reuters-21578 collection: SGML that is no XML, split by its tags as they stand.
#include "indexer/extract/byline.h"
#include "indexer/extract/text_heading.h"
#include "indexer/formats/readers.h"
#include "indexer/formats/record_fields.h"
#include "indexer/input/charset.h"
#include "indexer/input/clean_text.h"

#include <algorithm>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::size_t block_bytes = 256 * 1024;
constexpr std::string_view opening = "<REUTERS";
constexpr std::string_view closing = "</REUTERS>";

/// Gives the stream in pieces from one <REUTERS to its end tag, or to the next <REUTERS if that is missing.
class RecordSplitter {
public:
    explicit RecordSplitter(ByteStream& stream) : stream_(stream) {}

    bool next(std::string& record) {
        std::size_t begin = 0;
        while ((begin = buffer_.find(opening)) == std::string::npos)
            if (!fill(buffer_.size() - std::min(buffer_.size(), opening.size()))) return false;
        buffer_.erase(0, begin);
        for (std::size_t scanned = opening.size();;) {
            const std::size_t end = std::min(end_of_tag(scanned), buffer_.find(opening, scanned));
            if (end != std::string::npos) return take(record, end);
            scanned = std::max(opening.size(), buffer_.size() - std::min(buffer_.size(), closing.size()));
            if (buffer_.size() > record_bytes_max || !fill(0)) return take(record, buffer_.size());
        }
    }

private:
    std::size_t end_of_tag(std::size_t from) const {
        const std::size_t at = buffer_.find(closing, from);
        return at == std::string::npos ? at : at + closing.size();
    }

    bool take(std::string& record, std::size_t end) {
        record.assign(buffer_, 0, end);
        buffer_.erase(0, end);
        return true;
    }

    /// Forgets the first `spent` bytes and reads on.
    bool fill(std::size_t spent) {
        buffer_.erase(0, spent);
        const std::size_t old_size = buffer_.size();
        buffer_.resize(old_size + block_bytes);
        const std::size_t got = stream_.read({buffer_.data() + old_size, block_bytes});
        buffer_.resize(old_size + got);
        return got > 0;
    }

    ByteStream& stream_;
    std::string buffer_;
};

/// What stands between <NAME> and </NAME>, or the end of the record if the end tag is missing.
std::optional<std::string_view> content_of(std::string_view record, std::string_view name) {
    const std::string open_tag = "<" + std::string(name);
    std::size_t begin = record.find(open_tag + ">");
    if (begin == std::string_view::npos) begin = record.find(open_tag + " ");
    if (begin == std::string_view::npos) return {};
    begin = record.find('>', begin) + 1;
    const std::size_t end = record.find("</" + std::string(name) + ">", begin);
    return record.substr(begin, std::min(end, record.size()) - begin);
}

std::string_view attribute_of(std::string_view record, std::string_view name) {
    const std::string_view tag = record.substr(0, record.find('>'));
    const std::string wanted = " " + std::string(name) + "=\"";
    const std::size_t begin = tag.find(wanted);
    if (begin == std::string_view::npos) return {};
    const std::string_view value = tag.substr(begin + wanted.size());
    return value.substr(0, value.find('"'));
}

std::vector<std::string> items_of(std::string_view list) {
    std::vector<std::string> items;
    for (std::size_t begin = 0; (begin = list.find("<D>", begin)) != std::string_view::npos;) {
        begin += 3;
        const std::size_t end = std::min(list.find("</D>", begin), list.size());
        items.push_back(clean_line_of_html(list.substr(begin, end - begin)));
    }
    return items;
}

/// The text without the agency's sign-off and the marks of the wire around it.
std::string without_sign_off(std::string text) {
    std::string_view body = trimmed(text);
    for (bool changed = true; changed;) {
        changed = false;
        const std::size_t line = body.rfind('\n');
        const std::string_view last = trimmed(line == std::string_view::npos ? body : body.substr(line + 1));
        if (!equals_blind(last, "reuter") && !equals_blind(last, "reuter...") && !equals_blind(last, "reuters"))
            continue;
        body = line == std::string_view::npos ? std::string_view() : trimmed(body.substr(0, line));
        changed = true;
    }
    const bool filler =
        equals_blind(body, "Blah blah blah.") || body.find_first_not_of("* \n") == std::string_view::npos;
    return filler ? std::string() : std::string(body);
}

/// "26-FEB-1987 15:01:01.79", with marks of the wire or a remark behind it.
Date date_of(std::string_view text) {
    const std::string clean = decode_entities(text.substr(0, std::min(text.find_first_of("&#"), text.size())));
    auto date = read_date(clean);
    if (!date) return {};
    date->source = DateSource::header;
    return *date;
}

/// Text without <TITLE> and <BODY>: the first line is the headline.
void read_unprocessed(std::string_view text, Article& article) {
    std::string plain;
    for (bool inside_tag = false; const char c : text) {  // <AUTHOR> and <DATELINE> may stand in it
        if (c == '<') inside_tag = true;
        if (!inside_tag) plain += c;
        if (c == '>') inside_tag = false;
    }
    plain = without_sign_off(decode_entities(plain));
    const std::size_t end = std::min(plain.find('\n'), plain.size());
    if (article.title.empty()) article.title = clean_line(std::string_view(plain).substr(0, end));
    article.body = std::move(plain);
}

void read_text(std::string_view text, Article& article) {
    if (const auto title = content_of(text, "TITLE")) article.title = clean_line_of_html(*title);
    if (const auto author = content_of(text, "AUTHOR")) {
        const std::string byline = clean_line_of_html(*author);
        const std::size_t comma = byline.rfind(',');
        article.authors = split_byline(byline.substr(0, comma), article.source);
        // Other agencies write in this form too; their name stands behind the author's.
        const std::string_view house =
            comma == std::string::npos ? "" : trimmed(std::string_view(byline).substr(comma + 1));
        if (!house.empty() && !ascii_lower(house).starts_with("reuter")) article.source = house;
    }
    if (const auto dateline = content_of(text, "DATELINE")) article.place = place_name(decode_entities(*dateline));
    if (const auto body = content_of(text, "BODY")) {
        article.body = without_sign_off(decode_entities(*body));
    } else if (article.title.empty()) {
        read_unprocessed(text, article);
    } else {
        const std::size_t after = text.find("</TITLE>");
        const std::size_t begin = after == std::string_view::npos ? text.size() : after + 8;
        article.body = without_sign_off(decode_entities(text.substr(begin)));
    }
}

Article read_record(std::string_view record) {
    Article article;
    article.key = clean_line(attribute_of(record, "NEWID"));
    article.source = "Reuters";
    article.language = "en";
    article.published = date_of(content_of(record, "DATE").value_or(""));
    article.tags = items_of(content_of(record, "TOPICS").value_or(""));
    if (!article.tags.empty()) article.section = article.tags.front();
    read_text(content_of(record, "TEXT").value_or(record), article);
    // One record of the collection was cut off on its way; it still counts as one of its 21,578.
    if (article.title.empty() && article.body.empty()) article.title = "Untitled item " + article.key;
    return article;
}

}  // namespace

void read_reuters_sgml(ByteStream& stream, const InputInfo& info, ArticleSink& sink) {
    RecordSplitter splitter(stream);
    std::string bytes;
    std::size_t number = 0;
    while (splitter.next(bytes)) {
        const std::string record = decode_text(bytes);
        deliver(read_record(record), "article " + std::to_string(++number), info, sink);
    }
    if (number == 0) sink.problem(Stage::parse, "", "it holds no <REUTERS> record");
}

}  // namespace broadsheet
