// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest/reader_messages.h"

#include "engine/analysis/plain_text.h"
#include "engine/analysis/utf8.h"
#include "indexer/formats/readers.h"
#include "indexer/ingest/message_channel.h"

#include <algorithm>
#include <concepts>
#include <cstring>
#include <utility>

namespace broadsheet {

namespace {

constexpr std::size_t news_bytes = std::size_t{1024} * 1024;
constexpr std::size_t news_articles_max = 64;
constexpr std::size_t news_rejected_max = 256;
constexpr std::size_t names_max = 100'000;  ///< authors or tags of one article
constexpr std::size_t reason_bytes_max = 4000;
constexpr std::size_t format_bytes_max = 64;
constexpr std::size_t active_files_max = 4096;
/// A body is at most a record, whose bytes may become three of UTF-8 each.
constexpr std::size_t body_bytes_max = 3 * record_bytes_max;
/// The years 0 to 10,000 or so: nothing further is a date of ours.
constexpr std::int64_t earliest_s = -62'200'000'000;
constexpr std::int64_t latest_s = 253'500'000'000;
constexpr auto latest_format = static_cast<unsigned>(Format::pdf);
constexpr auto latest_stage = static_cast<unsigned>(Stage::store);

class Encoder {
public:
    template <std::integral Number>
    Encoder& add(Number number) {
        out_.append(reinterpret_cast<const char*>(&number), sizeof number);
        return *this;
    }
    Encoder& add(bool yes) { return add(static_cast<std::uint8_t>(yes)); }
    Encoder& add(std::string_view text) {
        add(static_cast<std::uint32_t>(text.size()));
        out_.append(text);
        return *this;
    }
    Encoder& add(const std::string& text) { return add(std::string_view(text)); }
    Encoder& add(const std::vector<std::string>& texts) {
        const std::size_t count = std::min(texts.size(), names_max);
        add(static_cast<std::uint32_t>(count));
        for (std::size_t i = 0; i < count; ++i) add(texts[i]);
        return *this;
    }
    Encoder& add(const Date& date) {
        add(date.utc_s).add(static_cast<std::uint8_t>(date.precision)).add(static_cast<std::uint8_t>(date.source));
        return add(date.offset_minutes.has_value()).add(date.offset_minutes.value_or(0));
    }
    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

class Decoder {
public:
    explicit Decoder(std::string_view bytes) : bytes_(bytes) {}

    template <std::integral Number>
    Number number() {
        Number value{};
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    bool yes() { return choice(1) != 0; }
    /// A number up to `most`.
    template <std::unsigned_integral Number>
    Number number_to(Number most) {
        const Number value = number<Number>();
        if (value > most) throw MessageFault{};
        return value;
    }
    unsigned choice(unsigned most) { return number_to(static_cast<std::uint8_t>(most)); }
    std::string_view bytes() { return take(number<std::uint32_t>()); }
    std::string text() { return std::string(bytes()); }
    std::string plain(std::size_t bytes_max = message_bytes_max) {
        const std::string_view text = bytes();
        if (text.size() > bytes_max || !is_plain_text(text)) throw MessageFault{};
        return std::string(text);
    }
    std::vector<std::string> texts() {
        std::vector<std::string> all(count(names_max, sizeof(std::uint32_t)));
        for (std::string& one : all) one = text();
        return all;
    }
    /// How many follow, each of so many bytes or more.
    std::size_t count(std::size_t most, std::size_t bytes_each) {
        const std::size_t value = number<std::uint32_t>();
        if (value > most || value > bytes_.size() / bytes_each) throw MessageFault{};
        return value;
    }
    Date date() {
        Date date;
        date.utc_s = number<std::int64_t>();
        if (date.utc_s < earliest_s || date.utc_s > latest_s) throw MessageFault{};
        date.precision = static_cast<DatePrecision>(choice(static_cast<unsigned>(DatePrecision::second)));
        date.source = static_cast<DateSource>(choice(static_cast<unsigned>(DateSource::file)));
        const bool has_offset = yes();
        const auto offset = number<std::int16_t>();
        if (has_offset) date.offset_minutes = offset;
        return date;
    }
    void end() const {
        if (!bytes_.empty()) throw MessageFault{};
    }

private:
    std::string_view take(std::size_t count) {
        if (count > bytes_.size()) throw MessageFault{};
        const std::string_view taken = bytes_.substr(0, count);
        bytes_.remove_prefix(count);
        return taken;
    }

    std::string_view bytes_;
};

void add(Encoder& out, const PreparedArticle& prepared) {
    const Article& article = prepared.article;
    out.add(article.key).add(article.url).add(article.title).add(article.subtitle).add(article.authors);
    out.add(article.source).add(article.agency).add(article.section).add(article.tags).add(article.language);
    out.add(article.place).add(article.published).add(article.modified).add(article.seen).add(article.revision);
    out.add(article.partial).add(article.withdrawn).add(article.origins).add(article.body);
    out.add(static_cast<std::uint64_t>(prepared.body_bytes)).add(prepared.compressed_body);
    out.add(prepared.fingerprint).add(prepared.location);
}

PreparedArticle prepared_article(Decoder& in, std::string_view path) {
    PreparedArticle prepared;
    Article& article = prepared.article;
    for (std::string* text : {&article.key, &article.url, &article.title, &article.subtitle}) *text = in.text();
    article.authors = in.texts();
    for (std::string* text : {&article.source, &article.agency, &article.section}) *text = in.text();
    article.tags = in.texts();
    for (std::string* text : {&article.language, &article.place}) *text = in.text();
    for (Date* date : {&article.published, &article.modified, &article.seen}) *date = in.date();
    article.revision = in.number<std::uint32_t>();
    article.partial = in.yes();
    article.withdrawn = in.yes();
    for (std::string* text : {&article.origins, &article.body}) *text = in.text();
    prepared.body_bytes = static_cast<std::int64_t>(in.number_to(std::uint64_t{body_bytes_max}));
    for (std::string* text : {&prepared.compressed_body, &prepared.fingerprint, &prepared.location}) *text = in.text();
    if (!verify(prepared, path)) throw MessageFault{};
    return prepared;
}

/// As decode_news() takes it, whatever it was.
std::string shortened(std::string_view text) {
    std::string plain(utf8_prefix(text, reason_bytes_max));
    make_plain_text(plain);
    return plain;
}

/// The pieces of one event.
class NewsWriter {
public:
    explicit NewsWriter(const FileTask& task) : task_(task) {}

    void article(const PreparedArticle& prepared) {
        Encoder encoder;
        add(encoder, prepared);
        std::string encoded = encoder.take();
        if (encoded.size() > message_bytes_max / 2 || prepared.body_bytes > static_cast<std::int64_t>(body_bytes_max))
            return rejected({Stage::extract, prepared.location, "the article is too large"});
        if (articles_ == news_articles_max || articles_bytes_.size() + encoded.size() > news_bytes) flush();
        articles_bytes_ += encoded;
        ++articles_;
    }
    void rejected(const RejectedInput& input) {
        if (rejected_.size() == news_rejected_max) flush();
        rejected_.push_back({input.stage, shortened(input.location), shortened(input.reason)});
    }
    std::vector<std::string> end(bool ended) {
        if (ended)
            write(true, task_.format);
        else
            flush();
        return std::move(messages_);
    }

private:
    void flush() {
        if (articles_ != 0 || !rejected_.empty()) write(false, "");
    }
    void write(bool ended, std::string_view format) {
        Encoder out;
        out.add(task_.number).add(task_.bytes_read.load()).add(static_cast<std::uint32_t>(articles_));
        std::string message = out.take();
        message += std::exchange(articles_bytes_, {});
        Encoder rest;
        rest.add(static_cast<std::uint32_t>(rejected_.size()));
        for (const RejectedInput& input : rejected_)
            rest.add(static_cast<std::uint8_t>(input.stage)).add(input.location).add(input.reason);
        rest.add(ended).add(format);
        messages_.push_back(std::move(message += rest.take()));
        articles_ = 0;
        rejected_.clear();
    }

    const FileTask& task_;
    std::vector<std::string> messages_;
    std::string articles_bytes_;
    std::size_t articles_ = 0;
    std::vector<RejectedInput> rejected_;
};

}  // namespace

std::string encode(const ReaderStart& start) {
    Encoder out;
    out.add(start.jobs).add(start.format ? static_cast<std::uint8_t>(*start.format) : std::uint8_t{255});
    out.add(start.now_s).add(start.map).add(start.show_columns);
    out.add(std::uint64_t{start.limits.memory_bytes}).add(start.limits.threads).add(start.limits.descriptors);
    return out.take();
}

ReaderStart decode_start(std::string_view payload) {
    Decoder in(payload);
    ReaderStart start;
    start.jobs = in.number<unsigned>();
    if (const unsigned format = in.choice(255); format <= latest_format) start.format = static_cast<Format>(format);
    start.now_s = in.number<std::int64_t>();
    start.map = in.text();
    start.show_columns = in.yes();
    start.limits.memory_bytes = in.number<std::uint64_t>();
    start.limits.threads = in.number<unsigned>();
    start.limits.descriptors = in.number<unsigned>();
    in.end();
    return start;
}

std::string encode(const FileOrder& order) {
    Encoder out;
    out.add(order.number).add(order.alone).add(order.path);
    out.add(static_cast<std::uint32_t>(order.known_contents.size()));
    for (const std::int64_t hash : order.known_contents) out.add(hash);
    return out.take();
}

FileOrder decode_order(std::string_view payload) {
    Decoder in(payload);
    FileOrder order;
    order.number = in.number<std::uint32_t>();
    order.alone = in.yes();
    order.path = in.text();
    order.known_contents.resize(in.count(message_bytes_max, sizeof(std::int64_t)));
    for (std::int64_t& hash : order.known_contents) hash = in.number<std::int64_t>();
    in.end();
    return order;
}

std::string encode(const Confinement& confinement) {
    return Encoder()
        .add(confinement.system_calls)
        .add(static_cast<std::uint8_t>(std::min(confinement.landlock, 255)))
        .add(confinement.own_network)
        .take();
}

Confinement decode_ready(std::string_view payload) {
    Decoder in(payload);
    Confinement confinement;
    confinement.system_calls = in.yes();
    confinement.landlock = static_cast<int>(in.choice(255));
    confinement.own_network = in.yes();
    in.end();
    return confinement;
}

std::vector<std::string> encode_news(const FileEvent& event) {
    NewsWriter writer(*event.task);
    for (const PreparedArticle& article : event.articles) writer.article(article);
    for (const RejectedInput& input : event.rejected) writer.rejected(input);
    return writer.end(event.ended);
}

std::uint32_t number_of_news(std::string_view payload) {
    return Decoder(payload).number<std::uint32_t>();
}

FileNews decode_news(std::string_view payload, std::string_view path) {
    Decoder in(payload);
    FileNews news;
    news.number = in.number<std::uint32_t>();
    news.bytes_read = in.number<std::uint64_t>();
    const std::size_t articles = in.count(news_articles_max, sizeof(Date));
    news.articles.reserve(articles);
    for (std::size_t i = 0; i < articles; ++i) news.articles.push_back(prepared_article(in, path));
    const std::size_t rejected = in.count(news_rejected_max, 2 * sizeof(std::uint32_t));
    for (std::size_t i = 0; i < rejected; ++i) {
        RejectedInput input{static_cast<Stage>(in.choice(latest_stage)), "", ""};
        input.location = in.plain(reason_bytes_max);
        input.reason = in.plain(reason_bytes_max);
        news.rejected.push_back(std::move(input));
    }
    news.ended = in.yes();
    news.format = in.plain(format_bytes_max);
    in.end();
    return news;
}

std::string encode(const std::vector<FileActivity>& activity) {
    Encoder out;
    out.add(static_cast<std::uint32_t>(activity.size()));
    for (const FileActivity& file : activity) out.add(file.number).add(file.bytes_read).add(file.pieces);
    return out.take();
}

std::vector<FileActivity> decode_activity(std::string_view payload) {
    Decoder in(payload);
    std::vector<FileActivity> activity(in.count(active_files_max, sizeof(std::uint64_t)));
    for (FileActivity& file : activity) {
        file.number = in.number<std::uint32_t>();
        file.bytes_read = in.number<std::uint64_t>();
        file.pieces = in.number<std::uint64_t>();
    }
    in.end();
    return activity;
}

std::string encode(const ColumnsShown& shown) {
    ColumnsShown plain = shown;
    for (std::string* text : {&plain.path, &plain.columns}) make_plain_text(*text);
    return Encoder().add(plain.path).add(plain.columns).take();
}

ColumnsShown decode_columns(std::string_view payload) {
    Decoder in(payload);
    ColumnsShown shown;
    shown.path = in.plain();
    shown.columns = in.plain();
    in.end();
    return shown;
}

std::string encode(const PdfRequest& request) {
    return Encoder().add(request.number).add(request.bytes).take();
}

PdfRequest decode_pdf_request(std::string_view payload) {
    Decoder in(payload);
    PdfRequest request;
    request.number = in.number<std::uint32_t>();
    request.bytes = in.bytes();
    in.end();
    return request;
}

std::string encode(const PdfReply& reply) {
    return Encoder()
        .add(reply.number)
        .add(static_cast<std::uint8_t>(reply.text.stage))
        .add(reply.text.refusal)
        .add(reply.text.html)
        .take();
}

PdfReply decode_pdf_reply(std::string_view payload) {
    Decoder in(payload);
    PdfReply reply;
    reply.number = in.number<std::uint32_t>();
    reply.text.stage = static_cast<Stage>(in.choice(latest_stage));
    reply.text.refusal = in.text();
    reply.text.html = in.text();
    in.end();
    return reply;
}

}  // namespace broadsheet
