// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/indexer/collected_articles.h"

#include <doctest/doctest.h>

using namespace broadsheet;
using Names = std::vector<std::string>;

TEST_CASE("JSON: one article, with the names and shapes that sources use") {
    const CollectedArticles c = read_from(
        Format::json,
        R"({"headline":{"main":"Rain &amp; wind"},"pub_date":1738056600,"source":{"id":null,"name":"The Ledger"},
            "authors":[{"name":"Mei Tan"},{"name":"Jo Park"}],"content":"<p>One.</p><p>Two <b>bold</b>.</p>","web_url":"https://a.example/1",
            "keywords":["rain",{"name":"wind"}],"abstract":"Short.","uid":12,"section_name":"Weather","related":[{"title":"Other"}]})");
    REQUIRE(c.problems.empty());
    REQUIRE(c.articles.size() == 1);
    const Article& a = c.articles[0];
    CHECK(a.title == "Rain & wind");
    CHECK(to_iso(a.published) == "2025-01-28T09:30:00Z");
    CHECK(a.source == "The Ledger");
    CHECK(a.authors == Names{"Mei Tan", "Jo Park"});
    CHECK(a.body == "One.\n\nTwo bold.");
    CHECK(a.url == "https://a.example/1");
    CHECK(a.tags == Names{"rain", "wind"});
    CHECK(a.subtitle == "Short.");
    CHECK(a.key == "12");
    CHECK(a.section == "Weather");
    CHECK(c.locations[0].empty());
}

TEST_CASE("JSON: the replies of news APIs") {
    const char* const replies[] = {
        R"([{"title":"A","text":"x"},{"title":"B","text":"y"}])",
        R"({"status":"ok","totalResults":2,"articles":[{"title":"A","content":"x"},{"title":"B","content":"y"}]})",
        R"({"response":{"status":"ok","results":[{"webTitle":"A","fields":{"bodyText":"x"}},{"webTitle":"B","fields":{"bodyText":"y"}}]}})",
        R"({"response":{"docs":[{"headline":{"main":"A"},"lead_paragraph":"x"},{"headline":{"main":"B"},"lead_paragraph":"y"}]}})",
        R"({"hits":{"hits":[{"_source":{"title":"A","body":"x"}},{"_source":{"title":"B","body":"y"}}]}})",
        R"({"version":"https://jsonfeed.org/version/1.1","title":"Feed","items":[{"title":"A","content_html":"<p>x</p>"},{"title":"B","content_text":"y"}]})",
    };
    for (const char* const reply : replies) {
        CAPTURE(reply);
        const CollectedArticles c = read_from(Format::json, reply);
        CHECK(c.problems.empty());
        REQUIRE(c.articles.size() == 2);
        CHECK(c.articles[0].title == "A");
        CHECK(c.articles[1].title == "B");
        CHECK(c.locations[1] == "article 2");
    }
}

TEST_CASE("JSON that is broken, too deep or without articles is a problem in plain words") {
    const auto reason = [](std::string text) {
        const CollectedArticles c = read_from(Format::json, std::move(text));
        CHECK(c.articles.empty());
        REQUIRE(c.problems.size() == 1);
        return c.problems[0].reason;
    };
    CHECK(reason("{\"title\": \"x\"").find("no valid JSON at byte") == 0);
    CHECK(reason(std::string(5000, '[')) == "nested deeper than 100 levels");
    CHECK(reason(R"({"a":[1,2,{"b":null}]})").find("it holds no article") == 0);
    CHECK(reason("[]").find("it holds no article") == 0);
    CHECK(reason("").find("empty") != std::string::npos);
}

TEST_CASE("JSONL: a bad line is one problem with its number, the rest goes on") {
    const CollectedArticles c =
        read_from(Format::jsonl,
                  "{\"title\":\"A\",\"text\":\"x\",\"date\":\"2025-01-28\"}\n\n{broken}\n[1]\n{\"n\":1}\r\n"
                  "{\"title\":\"NaN is kept\",\"author\":NaN,\"text\":null}\n{\"title\":\"caf\xE9\"}");
    REQUIRE(c.articles.size() == 3);
    CHECK(c.locations == Names{"line 1", "line 6", "line 7"});
    CHECK(c.articles[1].title == "NaN is kept");
    CHECK(c.articles[1].authors.empty());
    CHECK(c.articles[2].title == "café");
    REQUIRE(c.problems.size() == 3);
    CHECK(c.problems[0].location == "line 3");
    CHECK(c.problems[0].stage == Stage::parse);
    CHECK(c.problems[1].location == "line 4");
    CHECK(c.problems[2].stage == Stage::extract);
}

TEST_CASE("CSV: quotes, line breaks, marks and separators") {
    const CollectedArticles c = read_from(Format::csv,
                                          "\xEF\xBB\xBF"
                                          "Article ID,Headline,Publish Date,Author(s),Text\r\n"
                                          "7,\"A \"\"quoted\"\" title, with comma\",2025-01-28,\"Mei Tan; Jo "
                                          "Park\",\"First paragraph.\r\n\r\nSecond.\"\r\n"
                                          "\r\n8,Plain,,,\"x\"\n");
    REQUIRE(c.problems.empty());
    REQUIRE(c.articles.size() == 2);
    CHECK(c.articles[0].key == "7");
    CHECK(c.articles[0].title == "A \"quoted\" title, with comma");
    CHECK(c.articles[0].authors == Names{"Mei Tan", "Jo Park"});
    CHECK(c.articles[0].body == "First paragraph.\n\nSecond.");
    CHECK(c.locations[0] == "row 2");
    CHECK(read_from(Format::csv, "titel;datum;text\nA;28.01.2025;x, y\n").articles.at(0).body == "x, y");
    CHECK(read_from(Format::csv, "title|text\nA|x, y; z\n").articles.at(0).body == "x, y; z");
    CHECK(read_from(Format::csv, "title,text\r\"A\",x\r").articles.size() == 1);
}

TEST_CASE("CSV: the order of day and month is decided by the whole column") {
    const std::string head = "title,date,text\n";
    const std::string doubtful =
        "A,03/04/2025,The river rose again and the people of the town were not surprised by it\n";
    const auto date = [&](const std::string& more) {
        return to_iso(read_from(Format::csv, head + doubtful + more).articles.at(0).published);
    };
    CHECK(date("B,28/04/2025,x\n") == "2025-04-03");
    CHECK(date("B,04/28/2025,x\n") == "2025-03-04");
    CHECK(date("") == "2025-03-04");
}

TEST_CASE("CSV: rows that can't be used say which and why") {
    const CollectedArticles c = read_from(Format::csv, "title,text\n,\nA,x\nB,y,z\nC,\"never closed\nD,w\n");
    CHECK(c.articles.size() == 2);
    CHECK(c.locations.back() == "row 6");  // a quote that nothing closes costs its line only
    REQUIRE(c.problems.size() == 3);
    const auto problem_of = [&](const std::string& location) {
        for (const Problem& problem : c.problems)
            if (problem.location == location) return problem.reason;
        return std::string();
    };
    CHECK(problem_of("row 2") == "it has neither a title nor a body");
    CHECK(problem_of("row 4").find("3 fields") != std::string::npos);
    CHECK(problem_of("row 5").find("closing quote") != std::string::npos);
    CHECK(read_from(Format::csv, "foo,bar\n1,2\n").problems.at(0).location == "row 1");
    CHECK(read_from(Format::csv, "").problems.size() == 1);
}

TEST_CASE("TSV: quotes count only where they enclose a field") {
    const CollectedArticles c = read_from(Format::tsv,
                                          "title\tdate\ttext\n\"Never,\" he said\t2025-01-28\t\"whole \"\"field\"\"\"\n"
                                          "B\t2025\t\"two\nlines\"\nC\t\t\"odd\nD\t\tx\n");
    REQUIRE(c.problems.empty());
    REQUIRE(c.articles.size() == 4);
    CHECK(c.articles[0].title == "\"Never,\" he said");
    CHECK(c.articles[0].body == "whole \"field\"");
    CHECK(c.articles[1].body == "two\nlines");
    CHECK(to_iso(c.articles[1].published) == "2025");
    CHECK(c.articles[2].body == "\"odd");
    CHECK(c.articles[3].title == "D");
}
