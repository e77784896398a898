// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/byline.h"
#include "indexer/extract/byline_words.h"
#include "indexer/extract/html_metadata.h"
#include "indexer/extract/page_address.h"
#include "indexer/extract/page_title.h"
#include "tests/indexer/collected_articles.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace broadsheet;

namespace {

Article metadata_of(const std::string& head, const std::string& body = "", std::string_view address = {}) {
    const HtmlDocument page("<html lang=\"en\"><head>" + head + "</head><body>" + body + "</body></html>");
    return read_metadata(page, test_now_s, address).article;
}

std::string joined(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : "; ") + name;
    return all;
}

}  // namespace

TEST_CASE("bylines give names and nothing else") {
    struct Case {
        std::string written;
        std::string names;
    };
    const Case cases[] = {
        {"By Mei Tan and Jo Park, Harbour Wire", "Mei Tan; Jo Park"},
        {"VON MEI TAN", "MEI TAN"},
        {"Par Amélie Roux et Luc Petit", "Amélie Roux; Luc Petit"},
        {"Text: Lida Brandt", "Lida Brandt"},
        {"Текст: Лида Орлова", "Лида Орлова"},
        {"Analysis by Mei Tan, Ledger Editor-at-large", "Mei Tan"},
        {"Mei Tan @meitan Nov 18, 2019 at 9:24 pm ET • 2 min read", "Mei Tan"},
        {"Mei Tan Published 7:07 PM EST Nov 19, 2019", "Mei Tan"},
        {"Mei Tan November 18, 2019 12:26 PM Print this article", "Mei Tan"},
        {"Mei Tan, MS, RDN", "Mei Tan"},
        {"Mei Tan, Political Editor", "Mei Tan"},
        {"Mei Tan Harbour Wire", "Mei Tan"},
        {"Zoë Prideaux-Lam ·", "Zoë Prideaux-Lam"},
        {"Mei Tan | – ", "Mei Tan"},
        {"JO PARK Associated Press", "JO PARK"},
        {"Peter Grimm / 07.11.2023 / 09:30", "Peter Grimm"},
        {"Matthias Hill - Lukas Bach", "Matthias Hill; Lukas Bach"},
        {"Staff", ""},
        {"admin", ""},
        {"Redaktion", ""},
        {"Redacción Deportes", ""},
        {"Harbour Wire staff", ""},
        {"harbourwire.example", ""},
        {"mei@harbourwire.example", ""},
        {"@meitan", ""},
        {"https://social.example/meitan", ""},
        {"12 March 2024", ""},
        {"Publiziert am 13. Januar 2014", ""},
        {"Harbour Wire", ""},
    };
    for (const Case& one : cases) {
        CAPTURE(one.written);
        CHECK(joined(split_byline(one.written, "Harbour Wire")) == one.names);
    }
    CHECK(agency_in("The Associated Press") == "AP");
    CHECK(agency_in("reuters") == "Reuters");
    CHECK(agency_in("Mei Tan").empty());
}

TEST_CASE("an agency in the byline is no author") {
    const Article article = metadata_of(R"(<meta name="author" content="Mei Tan, The Associated Press">)");
    CHECK(joined(article.authors) == "Mei Tan");
    CHECK(article.agency == "AP");
}

TEST_CASE("the byline on the page is the last resort, and comments have none") {
    const std::string h1 = "<h1>The ferry comes home at last</h1>";
    CHECK(joined(metadata_of("", h1 + "<div class=byline>By <a href=/authors/mt>Mei Tan</a> in Port Ellis</div>")
                     .authors) == "Mei Tan");
    CHECK(metadata_of("", h1 + "<div class=comments><span class=author>Lars Uhl</span></div>").authors.empty());
}

TEST_CASE("addresses are tidied") {
    struct Case {
        std::string written;
        std::string tidy;
    };
    const Case cases[] = {
        {"HTTPS://WWW.Courier.Example/Ferry?utm_source=x&id=7&fbclid=q#top", "https://www.courier.example/Ferry?id=7"},
        {"http://courier.example:80", "http://courier.example/"},
        {"https://courier.example/a?utm_medium=x", "https://courier.example/a"},
        {"https://web.archive.org/web/20171008220355/http://courier.example/ferry", "http://courier.example/ferry"},
        {"https://courier.example/a b", "https://courier.example/a%20b"},
        {"ftp://courier.example/a", ""},
        {"javascript:void(0)", ""},
        {"https://localhost/a", ""},
        {"http://10.0.0.4/a", ""},
        {"https://", ""},
        {"", ""},
    };
    for (const Case& one : cases) {
        CAPTURE(one.written);
        CHECK(tidy_address(one.written) == one.tidy);
    }
    const char* const base = "https://courier.example/news/ferry.html";
    CHECK(resolved_address("goat.html", base) == "https://courier.example/news/goat.html");
    CHECK(resolved_address("/goat", base) == "https://courier.example/goat");
    CHECK(resolved_address("../goat?x=1", base) == "https://courier.example/goat?x=1");
    CHECK(resolved_address("//other.example/goat", base) == "https://other.example/goat");
    CHECK(resolved_address("mailto:a@courier.example", base).empty());
    CHECK(resolved_address("goat.html", "").empty());
}

TEST_CASE("the canonical address is an article's") {
    const auto link = [](const char* href) { return "<link rel=canonical href=\"" + std::string(href) + "\">"; };
    const std::string graph = R"(<meta property="og:url" content="https://courier.example/news/ferry?utm_source=x">)";
    CHECK(metadata_of(link("https://courier.example/ferry") + graph).url == "https://courier.example/ferry");
    CHECK(metadata_of(link("https://courier.example/") + graph).url == "https://courier.example/news/ferry");
    CHECK(metadata_of(link("https://courier.example/?p=12") + graph).url == "https://courier.example/news/ferry");
    CHECK(metadata_of(link("/ferry"), "", "https://courier.example/x?y").url == "https://courier.example/ferry");
    CHECK(metadata_of("<base href=\"https://courier.example/news/\">" + link("ferry")).url ==
          "https://courier.example/news/ferry");
    CHECK(metadata_of(link("https://courier.example/")).url == "https://courier.example/");
    CHECK(metadata_of("", "", "https://courier.example/ferry#a").url == "https://courier.example/ferry");
}

TEST_CASE("a title loses the name of its site and no more") {
    CHECK(without_site_name("Ferry comes home | The Ellis Courier", "The Ellis Courier") == "Ferry comes home");
    CHECK(without_site_name("Ferry comes home - Islands - Ellis Courier", "The Ellis Courier") ==
          "Ferry comes home - Islands");
    CHECK(without_site_name("Rain - and then more rain", "The Ellis Courier") == "Rain - and then more rain");
    CHECK(without_site_name("Ellis Courier » Ferry comes home at last", "Ellis Courier") == "Ferry comes home at last");
    CHECK(metadata_of("<meta property=og:title content='Ferry comes home at last'>",
                      "<h1>Islands Ferry comes home at last</h1>")
              .title == "Ferry comes home at last");
}

TEST_CASE("the source is what the site calls itself, without its slogan") {
    const std::string url = "<link rel=canonical href=https://www.elliscourier.example/ferry>";
    const auto source = [&](const std::string& head) { return metadata_of(url + head).source; };
    CHECK(source("<meta property=og:site_name content='The Ellis Courier'>") == "The Ellis Courier");
    CHECK(source("<meta property=og:site_name content='Ellis Courier | News from the quay'>") == "Ellis Courier");
    CHECK(
        source("<meta property=og:site_name content='U.S.'><script type=application/ld+json>{\"@type\":\"NewsArticle\","
               "\"publisher\":{\"name\":\"Ellis Courier\"}}</script>") == "Ellis Courier");
    CHECK(source("<meta property=og:site_name content='elliscourier'><title>Ferry - Ellis Courier</title>") ==
          "Ellis Courier");
    CHECK(source("<title>Ferry comes home - The Ellis Courier</title>") == "The Ellis Courier");
    CHECK(source("<meta name=publisher content=https://social.example/ellis>") == "elliscourier.example");
    CHECK(source("") == "elliscourier.example");
}

TEST_CASE("sections and tags say something") {
    const std::string url = "<link rel=canonical href=https://courier.example/politics/2024/ferry>";
    const auto section = [&](const std::string& head) { return metadata_of(url + head).section; };
    CHECK(section("<meta property=article:section content='News - News'>") == "News");
    CHECK(section("<meta property=article:section content=Uncategorized>") == "Politics");
    CHECK(section("") == "Politics");
    CHECK(section(R"(<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":[
        {"name":"Home"},{"item":{"@id":"https://courier.example/islands","name":"Islands"}},{"name":"Ferry"}]}</script>)") ==
          "Islands");
    const Article article =
        metadata_of("<meta name=keywords content='ferry, &amp;quot, @post-id:7, Port Ellis, ferry'>");
    CHECK(joined(article.tags) == "ferry; Port Ellis");
}

TEST_CASE("JSON-LD of several articles gives the one of this page") {
    const Article article = metadata_of(R"(<link rel=canonical href="https://courier.example/ferry">
      <script type="application/ld+json">[{"@type":"NewsArticle","url":"https://courier.example/goat","headline":"A goat",
        "articleBody":"Long.","datePublished":"2024-01-02","author":{"name":"Lars Uhl"}},
       {"@graph":[{"@type":"WebPage","@id":"https://courier.example/ferry#page"},
        {"@type":["NewsArticle"],"mainEntityOfPage":{"@id":"https://courier.example/ferry"},"headline":"The ferry",
         "datePublished":"2024-05-06","author":[{"@id":"#mei"}]},{"@id":"#mei","@type":"Person","name":"Mei Tan"}]}]
      </script>)");
    CHECK(to_iso(article.published) == "2024-05-06");
    CHECK(joined(article.authors) == "Mei Tan");
}

TEST_CASE("origins tell where each field was found") {
    const Article article =
        metadata_of(R"(<link rel=canonical href="https://courier.example/ferry">
      <meta property="og:title" content="The ferry comes home"><meta name="author" content="Mei Tan">
      <meta property="og:site_name" content="The Courier"><meta property="article:section" content="Islands">)",
                    "<h1>The ferry comes home</h1><p class=standfirst>Half the town stood on the quay."
                    "</p><time datetime=2024-05-06>Monday</time>");
    CHECK(article.origins ==
          "title=heading subtitle=text authors=meta source=meta section=meta language=meta url=link published=time");
}

TEST_CASE("a subtitle that only repeats the text is left out") {
    const std::string text =
        "For three weeks nobody in Port Ellis had seen the ferry, and on Monday half the town stood "
        "on the quay to see it come back with a new bow and an old captain.";
    const CollectedArticles c =
        read_from(Format::html, "<html><head><title>The ferry</title><meta name=description content='" +
                                    text.substr(0, 100) + "...'></head><body><h1>The ferry</h1><p>" + text + "</p><p>" +
                                    text + " Twice.</p></body></html>");
    REQUIRE(c.articles.size() == 1);
    CHECK(c.articles[0].subtitle.empty());
    CHECK(c.articles[0].origins.find("subtitle") == std::string::npos);
}
