// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/formats/feed_entry.h"
#include "indexer/formats/record_text.h"
#include "indexer/formats/relative_address.h"
#include "indexer/formats/xml_pieces.h"
#include "tests/indexer/collected_articles.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <set>

using namespace broadsheet;

namespace {

/// Gives a text a few bytes at a time.
class Trickle final : public ByteStream {
public:
    Trickle(std::string text, std::size_t bytes) : text_(std::move(text)), bytes_(bytes) {}
    std::size_t read(std::span<char> buffer) override {
        const std::size_t count = std::min({buffer.size(), bytes_, text_.size() - at_});
        text_.copy(buffer.data(), count, at_);
        at_ += count;
        return count;
    }

private:
    std::string text_;
    std::size_t bytes_;
    std::size_t at_ = 0;
};

std::vector<std::string> pieces_of(std::string text, std::size_t bytes) {
    Trickle stream(std::move(text), bytes);
    XmlPieces pieces(stream, "", [](std::string_view, std::string_view name) { return name == "item"; });
    std::vector<std::string> found;
    std::string piece;
    while (pieces.next(piece) == XmlPieces::Result::piece) found.push_back(piece);
    return found;
}

XmlElement tree(std::string_view text) {
    return parse_xml(text, XmlNamespaces());
}

}  // namespace

TEST_CASE("records are cut alike, however the bytes come") {
    const std::string text =
        "junk <rss><!-- <item>no</item> --><item a='>'>1<![CDATA[</item>]]></item> <items/> <item/><x:item>2 < 3"
        "<item>next</ITEM><item>last &amp; open";
    const std::vector<std::string> wanted{"<item a='>'>1<![CDATA[</item>]]></item>", "<item/>", "<x:item>2 < 3",
                                          "<item>next</ITEM>", "<item>last &amp; open"};
    for (const std::size_t bytes : {1u, 2u, 3u, 7u, 100'000u}) {
        CAPTURE(bytes);
        CHECK(pieces_of(text, bytes) == wanted);
    }
}

TEST_CASE("what lost its end hides nothing that follows") {
    CHECK(pieces_of("<item>a</item><!-- <item>b</item>", 5) ==
          std::vector<std::string>{"<item>a</item>", "<item>b</item>"});
    CHECK(pieces_of("<![CDATA[ <item>b</item>", 5) == std::vector<std::string>{"<item>b</item>"});
    CHECK(pieces_of("<!DOCTYPE rss [ <!ENTITY <item>b</item>", 5) == std::vector<std::string>{"<item>b</item>"});
    CHECK(pieces_of("<a href=\"x><item>b</item>", 5) == std::vector<std::string>{"<item>b</item>"});
}

TEST_CASE("a record beyond all measure is a problem, and the next one is read") {
    const std::string text = "<rss><channel><item><title>Long</title>" + std::string(piece_bytes_max + 100, 'x') +
                             "</item><item><title>Short</title></item></channel></rss>";
    const CollectedArticles c = read_from(Format::feed, text);
    REQUIRE(c.problems.size() == 1);
    CHECK(c.problems[0].location == "entry 1");
    REQUIRE(c.articles.size() == 1);
    CHECK(c.articles[0].title == "Short");
}

TEST_CASE("a tree reads what a strict parser would refuse") {
    const XmlElement document = tree("<a><B x=1 y = 'two' z>one & two &nbsp;</c> <d>deep</b>after &lt;");
    const XmlElement* a = document.child("a");
    REQUIRE(a);
    REQUIRE(a->child("b"));
    CHECK(a->child("b")->attribute("x") == "1");
    CHECK(a->child("b")->attribute("y") == "two");
    CHECK(text_in(*a) == "one & two \xC2\xA0 deepafter <");
    CHECK(html_in(*tree("<p><x:b>1 &lt; 2</x:b><br/></p>").child("p")) == "<b>1 &lt; 2</b><br>");
}

TEST_CASE("a tree is bounded in depth and number, its text isn't") {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<a>";
    CHECK(text_in(tree(deep + "text")) == "text");
    std::string wide;
    for (int i = 0; i < 200'000; ++i) wide += "<a/>x";
    CHECK(text_in(tree(wide)).size() == 200'000);
}

TEST_CASE("markup that never ends is read in linear time") {
    std::string text = "<rss><item><title>";
    for (int i = 0; i < 300'000; ++i) text += i % 3 == 0 ? "<!--" : i % 3 == 1 ? "<a b='" : "<![CDATA[";
    const CollectedArticles c = read_from(Format::feed, text);
    CHECK(c.articles.size() + c.problems.size() == 1);
}

TEST_CASE("relative addresses are made whole") {
    CHECK(resolve_address("https://a.example/b/c?d", "e") == "https://a.example/b/e");
    CHECK(resolve_address("https://a.example/b/c", "../../e/./f/") == "https://a.example/e/f/");
    CHECK(resolve_address("https://a.example", "e?x=../y") == "https://a.example/e?x=../y");
    CHECK(resolve_address("https://a.example/b/c?d#e", "#f") == "https://a.example/b/c?d#f");
    CHECK(resolve_address("https://a.example/b/c?d", "?f") == "https://a.example/b/c?f");
    CHECK(resolve_address("https://a.example/b", "//c.example/d") == "https://c.example/d");
    CHECK(resolve_address("https://a.example/b", "mailto:x@y.example") == "mailto:x@y.example");
    CHECK(resolve_address("tag:a", "/e") == "/e");
    CHECK(resolve_address("https://a.example/b", " ").empty());
}

TEST_CASE("dates of feeds count although their zones don't") {
    CHECK(to_iso(read_feed_date("Tue, 03 Mar 2026 07:15:00 GMT")) == "2026-03-03T07:15:00Z");
    CHECK(to_iso(read_feed_date("3 Mar 26 07:15 PST")) == "2026-03-03T07:15-08:00");
    CHECK(to_iso(read_feed_date("Tue, 03 Mar 2026 07:15:00 Xyz/Abc")).starts_with("2026-03-03T07:15"));
    CHECK(to_iso(read_feed_date("2026-03-03T07:15:00.123+01:00")) == "2026-03-03T07:15:00+01:00");
    CHECK(!read_feed_date("soon").known());
    CHECK(read_feed_date("2026-03-03").source == DateSource::feed);
}

TEST_CASE("names come out of the addresses around them") {
    using Names = std::vector<std::string>;
    CHECK(feed_names("jo@park.example (Jo Park)", "") == Names{"Jo Park"});
    CHECK(feed_names("Jo Park <jo@park.example>", "") == Names{"Jo Park"});
    CHECK(feed_names("Jo Park (jo@park.example)", "") == Names{"Jo Park"});
    CHECK(feed_names("jo@park.example", "").empty());
    CHECK(feed_names("Jo Park and Mei Tan", "") == Names{"Jo Park", "Mei Tan"});
}

TEST_CASE("what software adds at the end of a text is taken away, and tells that it goes on") {
    const auto remains = [](std::string body, bool goes_on) {
        CHECK(remove_remains(body) == goes_on);
        return body;
    };
    CHECK(remains("It rained.\n\nRead more", true) == "It rained.");
    CHECK(remains("It rained [&hellip;]", true) == "It rained");
    CHECK(remains("It rained.\n\nThe post Rain appeared first on Courier.", false) == "It rained.");
    CHECK(remains("It rai… [+120 chars]", true) == "It rai…");
    CHECK(remains("It rained.\n\nRead more widely, she said to her pupils.", false).ends_with("pupils."));
    CHECK(remains("Read more", false) == "Read more");
}

TEST_CASE("every real feed and news item gives articles or problems with reasons") {
    const auto data =
        std::filesystem::path(__FILE__).parent_path().parent_path().parent_path().parent_path() / "shared" / "data";
    if (!std::filesystem::exists(data / "feeds")) {
        MESSAGE("skipped: there is no ../shared/data beside the repository");
        return;
    }
    std::size_t files = 0;
    for (const std::string folder : {"feeds", "newsml"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(data / folder)) {
            if (entry.path().extension() != ".xml") continue;
            CAPTURE(entry.path().string());
            CollectedArticles c;
            const auto stream = open_file(entry.path());
            read_articles(folder == "feeds" ? Format::feed : Format::newsml_g2, *stream,
                          {entry.path().string(), test_now_s}, c);
            CHECK(c.articles.size() + c.problems.size() > 0);
            for (const Problem& problem : c.problems) CHECK(!problem.reason.empty());
            ++files;
        }
    }
    CHECK(files > 200);
}
