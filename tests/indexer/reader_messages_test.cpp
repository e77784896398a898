// SPDX-License-Identifier: GPL-3.0-or-later
// What a confined reader and the process that started it say to each other.
#include "indexer/ingest/reader_messages.h"
#include "indexer/ingest/message_channel.h"

#include <doctest/doctest.h>

#include <random>
#include <thread>

#include <sys/socket.h>
#include <unistd.h>

using namespace broadsheet;

namespace {

Article full_article() {
    Article article;
    article.key = "k-1";
    article.url = "https://example.org/1";
    article.title = "Fähre kehrt heim";
    article.subtitle = "After a year";
    article.authors = {"Ada Brandvold", "Lars Uhl"};
    article.source = "The Evening Ledger";
    article.agency = "AP";
    article.section = "News";
    article.tags = {"ships", "ports"};
    article.language = "de";
    article.place = "HAMBURG";
    article.published = {1'700'000'000, DatePrecision::second, DateSource::meta, std::int16_t{-330}};
    article.modified = {1'700'000'100, DatePrecision::minute, DateSource::json_ld, {}};
    article.seen = {1'700'000'200, DatePrecision::day, DateSource::header, {}};
    article.revision = 3;
    article.partial = true;
    article.withdrawn = true;
    article.origins = "title=json-ld";
    article.body = "She came in at noon.\n\nNobody had waited.";
    return article;
}

FileEvent event_of(std::vector<PreparedArticle> articles) {
    FileEvent event;
    event.task = std::make_shared<FileTask>();
    event.task->number = 7;
    event.task->bytes_read = 1234;
    event.task->format = "jsonl";
    event.articles = std::move(articles);
    return event;
}

std::string only(const std::vector<std::string>& messages) {
    REQUIRE(messages.size() == 1);
    return messages.front();
}

void check_same(const PreparedArticle& a, const PreparedArticle& b) {
    CHECK(a.identity == b.identity);
    CHECK(a.content_hash == b.content_hash);  // covers every field but those below
    CHECK(a.text_hash == b.text_hash);
    CHECK(a.body_bytes == b.body_bytes);
    CHECK(a.compressed_body == b.compressed_body);
    CHECK(a.fingerprint == b.fingerprint);
    CHECK(a.location == b.location);
    CHECK(a.article.body == b.article.body);
    CHECK(a.article.seen == b.article.seen);
    CHECK(a.article.withdrawn == b.article.withdrawn);
}

}  // namespace

TEST_CASE("news of a file arrive as they were sent, and hashes are made anew") {
    PreparedArticle prepared = prepare(full_article(), "/in/a.jsonl", "line 1");
    FileEvent event = event_of({prepared});
    event.rejected.push_back({Stage::decode, "line 2", "no valid JSON"});
    event.ended = true;
    event.articles[0].content_hash = 1;
    event.articles[0].text_hash = 2;
    event.articles[0].identity = {};
    const FileNews news = decode_news(only(encode_news(event)), "/in/a.jsonl");
    CHECK(news.number == 7);
    CHECK(news.bytes_read == 1234);
    CHECK(news.ended);
    CHECK(news.format == "jsonl");
    REQUIRE(news.articles.size() == 1);
    check_same(news.articles[0], prepared);
    REQUIRE(news.rejected.size() == 1);
    CHECK(news.rejected[0].stage == Stage::decode);
    CHECK(news.rejected[0].location == "line 2");
    CHECK(news.rejected[0].reason == "no valid JSON");
}

TEST_CASE("an article that seemed to be known travels as it is, one without a body too") {
    PreparedArticle known = prepare(full_article(), "/a", "");
    const std::vector<std::int64_t> contents{known.content_hash};
    known = prepare(full_article(), "/a", "", contents);
    REQUIRE_FALSE(known.is_complete());
    Article bare;
    bare.title = "Only a title";
    const PreparedArticle short_one = prepare(bare, "/a", "line 2");
    const FileNews news = decode_news(only(encode_news(event_of({known, short_one}))), "/a");
    REQUIRE(news.articles.size() == 2);
    check_same(news.articles[0], known);
    check_same(news.articles[1], short_one);
}

TEST_CASE("much news becomes several messages, in order, and only the last ends the file") {
    std::vector<PreparedArticle> articles;
    for (int i = 0; i < 200; ++i) {
        Article article;
        article.title = std::to_string(i);
        articles.push_back(prepare(article, "/a", std::to_string(i)));
    }
    FileEvent event = event_of(std::move(articles));
    for (int i = 0; i < 600; ++i)
        event.rejected.push_back({Stage::parse, std::to_string(i), "broken \x01\xFF" + std::string(9000, 'x')});
    event.ended = true;
    std::size_t seen = 0, rejected = 0, ends = 0;
    const std::vector<std::string> messages = encode_news(event);
    CHECK(messages.size() > 3);
    for (const std::string& message : messages) {
        const FileNews news = decode_news(message, "/a");
        for (const PreparedArticle& article : news.articles) CHECK(article.article.title == std::to_string(seen++));
        for (const RejectedInput& input : news.rejected) {
            CHECK(input.location == std::to_string(rejected++));
            CHECK(input.reason.starts_with("broken  "));
        }
        ends += news.ended;
    }
    CHECK(seen == 200);
    CHECK(rejected == 600);
    CHECK(ends == 1);
    CHECK(decode_news(messages.back(), "/a").ended);
}

TEST_CASE("what no reader sends is refused: cut, changed, with lengths and numbers that can't be") {
    FileEvent event = event_of({prepare(full_article(), "/a", "line 1")});
    event.rejected.push_back({Stage::decode, "line 2", "no valid JSON"});
    const std::string whole = only(encode_news(event));
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK_THROWS_AS(decode_news(whole.substr(0, size), "/a"), MessageFault);
    CHECK_THROWS_AS(decode_news(whole + "x", "/a"), MessageFault);
    std::mt19937 random(7);
    int refused = 0;
    for (int round = 0; round < 5000; ++round) {
        std::string changed = whole;
        for (auto flips = 1 + random() % 3; flips > 0; --flips)
            changed[random() % changed.size()] = static_cast<char>(random());
        try {
            decode_news(changed, "/a");
        } catch (const MessageFault&) {
            ++refused;
        }
    }
    CHECK(refused > 1000);
}

TEST_CASE("an article that isn't plain text, or whose body isn't what it says, is refused") {
    const auto refused = [](const std::function<void(PreparedArticle&)>& change) {
        PreparedArticle prepared = prepare(full_article(), "/a", "line 1");
        change(prepared);
        try {
            decode_news(only(encode_news(event_of({prepared}))), "/a");
            return false;
        } catch (const MessageFault&) {
            return true;
        }
    };
    CHECK_FALSE(refused([](PreparedArticle&) {}));
    CHECK(refused([](PreparedArticle& p) { p.article.title += '\x1B'; }));
    CHECK(refused([](PreparedArticle& p) { p.article.authors[1] += "\xC3"; }));
    CHECK(refused([](PreparedArticle& p) { p.location += '\0'; }));
    CHECK(refused([](PreparedArticle& p) { p.compressed_body = compress_body("another"); }));
    CHECK(refused([](PreparedArticle& p) { p.compressed_body = "not packed"; }));
    CHECK(refused([](PreparedArticle& p) { p.body_bytes += 1; }));
    CHECK(refused([](PreparedArticle& p) { p.fingerprint = "\x01"; }));
    CHECK(refused([](PreparedArticle& p) { p.article.body = "a second one"; }));
    CHECK(refused([](PreparedArticle& p) { p.article.published.utc_s = std::int64_t{1} << 60; }));
    CHECK(refused([](PreparedArticle& p) {
        const std::string bytes = "a body with \xFF in it";
        p.compressed_body = compress_body(bytes);
        p.body_bytes = static_cast<std::int64_t>(bytes.size());
    }));
}

TEST_CASE("orders, activity, columns and PDF requests arrive as they were sent") {
    const ReaderStart start = decode_start(encode(ReaderStart{4, Format::csv, 99, "title=Head", true, {5, 6, 7}}));
    CHECK(start.jobs == 4);
    CHECK(start.format == Format::csv);
    CHECK(start.now_s == 99);
    CHECK(start.map == "title=Head");
    CHECK(start.show_columns);
    CHECK(start.limits.memory_bytes == 5);
    CHECK(start.limits.threads == 6);
    CHECK(start.limits.descriptors == 7);
    CHECK_FALSE(decode_start(encode(ReaderStart{})).format.has_value());
    const FileOrder order = decode_order(encode(FileOrder{3, true, "/in/\xFF", {-1, 2}}));
    CHECK(order.number == 3);
    CHECK(order.alone);
    CHECK(order.path == "/in/\xFF");
    CHECK(order.known_contents == std::vector<std::int64_t>{-1, 2});
    const auto activity = decode_activity(encode(std::vector<FileActivity>{{1, 2, 3}, {4, 5, 6}}));
    REQUIRE(activity.size() == 2);
    CHECK(activity[1].bytes_read == 5);
    CHECK(activity[1].pieces == 6);
    const ColumnsShown shown = decode_columns(encode(ColumnsShown{"/a\x1B", "title\x07: Head\n"}));
    CHECK(shown.path == "/a ");
    CHECK(shown.columns == "title : Head\n");
    CHECK(decode_pdf_request(encode(PdfRequest{9, "%PDF"})).bytes == "%PDF");
    CHECK(decode_pdf_reply(encode(PdfReply{9, {"<pre>", "no", Stage::open}})).text.refusal == "no");
    CHECK(decode_ready(encode(Confinement{true, 6, true})).landlock == 6);
}

TEST_CASE("a channel keeps messages whole and gives each open file to the message that it came with") {
    std::array<int, 2> ends{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0);
    MessageChannel receiver(OpenFile{ends[1]}, true);
    std::array<int, 2> pipe{};
    REQUIRE(::pipe(pipe.data()) == 0);
    const OpenFile read_end(pipe[0]), write_end(pipe[1]);
    std::jthread sender([&] {
        MessageChannel channel(OpenFile{ends[0]}, false);
        channel.send(1, "plain");
        channel.send(2, std::string(3'000'000, 'x'));
        channel.send(3, "with a file", write_end.number());
        channel.send(4, "");
        const std::array<unsigned char, 8> absurd{0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0};
        REQUIRE(::write(ends[0], absurd.data(), absurd.size()) == 8);
    });
    Message message;
    std::vector<std::size_t> sizes;
    for (std::uint8_t kind = 1; kind <= 4; ++kind) {
        REQUIRE(receiver.receive(message, std::chrono::milliseconds(-1)) == MessageChannel::Got::message);
        CHECK(message.kind == kind);
        CHECK(message.descriptor.is_open() == (kind == 3));
        sizes.push_back(message.payload.size());
        if (kind == 3) CHECK(::write(message.descriptor.number(), "!", 1) == 1);
    }
    CHECK(sizes == std::vector<std::size_t>{5, 3'000'000, 11, 0});
    char byte = 0;
    CHECK(::read(read_end.number(), &byte, 1) == 1);
    CHECK_THROWS_AS(receiver.receive(message, std::chrono::milliseconds(-1)), ChannelFault);
}
