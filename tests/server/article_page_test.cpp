// SPDX-License-Identifier: GPL-3.0-or-later
// What an article's page offers around its text: marks to step through, citations, provenance, kin, and what it tells
// programs.
#include "server/pages/article_page.h"
#include "server/api/site.h"
#include "server/pages/article_head.h"
#include "server/pages/article_parts.h"
#include "server/pages/cite_view.h"
#include "tests/server/kin_sample.h"
#include "tests/server/sample_reply.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace broadsheet;
using Json = nlohmann::json;

namespace {

constexpr std::string_view hostile = "</script><script>alert('x')</script>\"><img src=x onerror=alert(1)>\" onload=\"x";

bool has(const std::string& page, std::string_view text) {
    return page.find(text) != std::string::npos;
}

std::size_t count(const std::string& page, std::string_view text) {
    std::size_t found = 0;
    for (std::size_t at = page.find(text); at != page.npos; at = page.find(text, at + 1)) ++found;
    return found;
}

bool is_harmless(const std::string& page) {
    return !has(page, "<script>alert") && !has(page, "<img") && !has(page, "\" onload");
}

HttpResponse get(const std::string& path, const ParameterList& parameters = {}) {
    static const HttpHandler site = site_handler(test::kin_access());
    return site({"GET", path, parameters, {}, "", "127.0.0.1"});
}

SearchParameters search_for(const ParameterList& parameters) {
    return std::get<SearchParameters>(read_search_parameters(parameters, test::sample_now_s));
}

std::string page_of(const MarkedArticle& marked, const ArticleSurroundings& around = {}) {
    return article_page(search_for({{"q", "open-source"}}), marked, test::sample_overview(), around);
}

MarkedArticle unmarked(StoredArticle article = test::sample_article()) {
    return {std::move(article), {}, {}, {}, {}};
}

/// The data block of a page.
Json data_of(const std::string& page) {
    constexpr std::string_view begin = "<script type=\"application/ld+json\">";
    const std::size_t at = page.find(begin);
    REQUIRE(at != page.npos);
    const std::size_t end = page.find("</script>", at);
    return Json::parse(page.substr(at + begin.size(), end - at - begin.size()));
}

}  // namespace

TEST_CASE("article page: each mark has an anchor, its place, and links to those beside it") {
    const auto page = page_of({test::sample_article(), {{0, 11}}, {{}, {{6, 11}}}, {{15, 26}}, {}});
    CHECK(has(page, "<a href=\"#m1\">3 passages marked</a>"));
    CHECK(has(page, "<mark id=\"m1\">Open-source</mark><span class=\"steps\"><a href=\"#m3\""));
    CHECK(has(page, "<mark id=\"m2\">Okoro</mark>"));
    CHECK(has(page, "<mark id=\"m3\">open-source</mark><span class=\"steps\"><a href=\"#m2\""));
    CHECK(has(page, "3 of 3 <a href=\"#m1\""));
    CHECK(count(page, "<mark") == 3);
    CHECK_FALSE(has(page_of(unmarked()), "markbar"));
}

TEST_CASE("article page: a mark that two paragraphs share is counted in each") {
    MarkedArticle marked = unmarked();
    marked.body_marks = {{20, 35}};
    const auto page = page_of(marked);
    CHECK(has(page, "2 passages marked"));
    CHECK(has(page, "<mark id=\"m2\">The pr</mark>"));
}

TEST_CASE("article page: of thousands of marks all have anchors, and only the first have links") {
    MarkedArticle marked = unmarked();
    marked.article.body.clear();
    for (std::uint32_t i = 0; i < 1000; ++i) {
        marked.article.body += "x ";
        marked.body_marks.push_back({2 * i, 2 * i + 1});
    }
    const auto page = page_of(marked);
    CHECK(has(page, "<mark id=\"m1000\">"));
    CHECK(count(page, "class=\"steps\"") == 400);
}

TEST_CASE("article page: paragraphs can be linked to") {
    const auto page = page_of(unmarked());
    CHECK(has(page, "<a class=\"pilcrow\" href=\"#p2\" aria-label=\"Link to paragraph 2\"></a></p>"));
}

TEST_CASE("article page: where it came from, with digests and the tags that gave its fields") {
    MarkedArticle marked = unmarked();
    marked.article.origins = "title=heading authors=json-ld strange=other";
    ArticleSurroundings around;
    around.holdings = test::sample_holdings();
    const auto page = page_of(marked, around);
    CHECK(has(page, "/archive/hw.jsonl, line 7"));
    CHECK(has(page, "jsonl, 123 kB, last changed"));
    CHECK(has(page, "<dt>Also in</dt>"));
    CHECK(has(page, "/archive/copy.html"));
    CHECK(has(page, "xxh3:0123456789abcdef"));
    CHECK(has(page, "Title: the page’s heading"));
    CHECK(has(page, "Author: the page’s structured data"));
    CHECK(has(page, "strange: other"));
    CHECK(size_words(999) == "999 B");
    CHECK(size_words(1000) == "1.0 kB");
    CHECK(size_words(12'345'678) == "12 MB");
}

TEST_CASE("article page: similar articles with the words they share, other tellings with a way to the story") {
    ArticleSurroundings around;
    around.similar = test::sample_similar();
    around.story = test::sample_story();
    const auto page = page_of(unmarked(), around);
    CHECK(has(page, "<a href=\"/articles/9?q=open-source\">Prices of models fall</a>"));
    CHECK(has(page, "<a href=\"/articles/11?q=open-source\">Untitled</a>"));
    CHECK(has(page, "model, price"));
    CHECK(has(page, "<a href=\"/articles/3?q=open-source\">Crane falls into harbour</a>"));
    CHECK(has(page, "href=\"/stories/3?q=open-source#t7\""));
    CHECK_FALSE(has(page, ">Owner was warned</a>"));
    const auto alone = page_of(unmarked());
    CHECK_FALSE(has(alone, "id=\"similar\""));
    CHECK_FALSE(has(alone, "id=\"tellings\""));
    CHECK(has(get("/articles/7").body, "Prices of models fall"));
}

TEST_CASE("story page: leads back to the search that the reader came from") {
    const auto page = get("/stories/3", {{"q", "crane"}}).body;
    CHECK(has(page, "<a class=\"back\" href=\"/?q=crane\">"));
    CHECK(has(page, "Results for crane"));
    CHECK(has(page, "<a href=\"/articles/7?q=crane\">Owner was warned</a>"));
    CHECK(has(get("/stories/3").body, "<a class=\"back\" href=\"/\">"));
    CHECK(get("/stories/3", {{"unknown", "1"}}).status == 400);
}

TEST_CASE("article page: programs are told what it is and what is known of it") {
    StoredArticle article = test::sample_article();
    article.modified = test::date_of("2025-01-29T10:00:00Z");
    const auto page = page_of(unmarked(article));
    const Json data = data_of(page);
    CHECK(data["@type"] == "NewsArticle");
    CHECK(data["headline"] == "Open-source, quietly");
    CHECK(data["datePublished"] == "2025-01-28");
    CHECK(data["dateModified"] == "2025-01-29T10:00:00Z");
    CHECK(data["author"] ==
          Json::parse(R"([{"@type":"Person","name":"Mei Tan"},{"@type":"Person","name":"Jonas Okoro"}])"));
    CHECK(data["publisher"]["name"] == "Harbour Wire");
    CHECK(data["inLanguage"] == "en");
    CHECK(data["articleSection"] == "Technology");
    CHECK(data["isBasedOn"] == "https://harbour-wire.example/2025/quiet?a=1&b=2");
    CHECK(data["archivedAt"] == "/articles/7");
    CHECK(has(page, "<link rel=\"canonical\" href=\"https://harbour-wire.example/2025/quiet?a=1&amp;b=2\">"));
    CHECK(
        has(page, "<link rel=\"alternate\" type=\"application/x-bibtex\" href=\"/api/v1/articles/7?format=bibtex\">"));
    CHECK(has(page, "<meta name=\"citation_author\" content=\"Jonas Okoro\">"));
    CHECK(has(page, "<meta name=\"citation_publication_date\" content=\"2025/01/28\">"));
    CHECK(has(page, "<meta name=\"citation_journal_title\" content=\"Harbour Wire\">"));
    CHECK(has(page, "<meta property=\"og:type\" content=\"article\">"));
    CHECK(page.find("citation_author") < page.find("</head>"));
}

TEST_CASE("article page: a date that nobody stated isn't told to programs, nor what isn't known") {
    StoredArticle article;
    article.id = {7};
    article.published = test::date_of("2025-01-28", DateSource::file);
    article.url = "javascript:alert(1)";
    const auto page = page_of(unmarked(article));
    const Json data = data_of(page);
    for (const char* name : {"headline", "datePublished", "dateModified", "author", "publisher", "url", "isBasedOn"}) {
        CAPTURE(name);
        CHECK_FALSE(data.contains(name));
    }
    CHECK_FALSE(has(page, "citation_publication_date"));
    CHECK_FALSE(has(page, "canonical"));
    CHECK(text_citation(article) == "Untitled.");
}

TEST_CASE("article page: hostile text stays text in data blocks, attributes, citations and lists") {
    const std::string text(hostile);
    StoredArticle article = test::sample_article();
    article.title = article.subtitle = article.source = article.section = article.agency = article.place = text;
    article.body = article.origins = article.key = text;
    article.language = "\"><b onclick=1>";
    article.authors = article.tags = {text};
    article.url = "https://x.example/" + text;
    ArticleSurroundings around;
    around.similar = test::sample_similar();
    around.similar->articles[0].hit.article = article;
    around.similar->articles[0].hit.fragments[0].text = text;
    around.similar->articles[0].terms = {text};
    around.story = test::sample_story();
    around.story->articles[0].title = around.story->articles[0].source = text;
    around.holdings = test::sample_holdings();
    around.holdings.files[0].path = around.holdings.files[0].location = around.holdings.files[0].format = text;
    MarkedArticle marked = unmarked(article);
    marked.title_marks = marked.body_marks = {{2, 20}};
    const auto page = page_of(marked, around);
    CHECK(is_harmless(page));
    CHECK_FALSE(has(page, "<b onclick"));
    CHECK(data_of(page)["headline"] == text);
    CHECK(count(page, "<script") == 2);
    CHECK(count(page, "</script>") == 2);
    CHECK_FALSE(has(news_article_json(article), "<"));
}

TEST_CASE("cite: authors, title, publication, day and address, as far as they are known") {
    StoredArticle article = test::sample_article();
    CHECK(text_citation(article) ==
          "Mei Tan and Jonas Okoro: Open-source, quietly. Harbour Wire, 28 January 2025. "
          "https://harbour-wire.example/2025/quiet?a=1&b=2");
    article.authors.clear();
    article.title = "Why now?";
    article.url = "urn:x:1";
    article.published = {};
    CHECK(text_citation(article) == "Why now? Harbour Wire.");
    const auto page = get("/articles/7").body;
    for (const char* format : {"ris", "bibtex", "csljson", "text"}) {
        CAPTURE(format);
        CHECK(has(page, "<a href=\"/api/v1/articles/7?format=" + std::string(format) + "\">"));
    }
}

TEST_CASE("cite: the original is opened at the marked words, not beyond their paragraph") {
    StoredArticle article = test::sample_article();
    const std::string url = article.url;
    CHECK(passage_address(article, {15, 26}) == url + "#:~:text=open%2Dsource%2E");
    CHECK(passage_address(article, {0, 5}) == url + "#:~:text=Every%20model%20is%20open%2Dsource%2E");
    article.url += "#top";
    CHECK(passage_address(article, {15, 26}) == url + "#top:~:text=open%2Dsource%2E");
    CHECK_FALSE(passage_address(article, {15, 9000}));
    article.url = "javascript:alert(1)";
    CHECK_FALSE(passage_address(article, {15, 26}));
}

TEST_CASE("reading time: by words, or by characters where there are no spaces") {
    CHECK(reading_minutes("") == 0);
    CHECK(reading_minutes("A few words.") == 1);
    std::string words, characters;
    for (int i = 0; i < 690; ++i) words += "word ";
    for (int i = 0; i < 800; ++i) characters += "海";
    CHECK(reading_minutes(words) == 3);
    CHECK(reading_minutes(characters) == 2);
    MarkedArticle marked = unmarked();
    marked.article.body = words;
    CHECK(has(page_of(marked), "3 minutes to read"));
}

TEST_CASE("similar articles: REST gives them as a search does, with the words they share") {
    const auto response = get("/api/v1/articles/7/similar", {{"pageSize", "1"}});
    CHECK(response.status == 200);
    CHECK(response.content_type == "application/json");
    const Json json = Json::parse(response.body);
    CHECK(json["status"] == "ok");
    CHECK(json["id"] == 7);
    CHECK(json["terms"] == Json({"open-source", "model", "price"}));
    CHECK(json["totalResults"] == 1);
    CHECK(json["pageSize"] == 1);
    REQUIRE(json["articles"].size() == 1);
    const Json& article = json["articles"][0];
    CHECK(article["id"] == 9);
    CHECK(article["source"]["id"] == "harbour-wire");
    CHECK(article["snippets"].size() == 1);
    CHECK(article["terms"] == Json({"model", "price"}));
    CHECK(Json::parse(get("/api/v1/articles/7/similar").body)["pageSize"] == 10);
}

TEST_CASE("similar articles: what can't be answered is refused by name") {
    CHECK(get("/api/v1/articles/8/similar").status == 404);
    CHECK(get("/api/v1/articles/x/similar").status == 404);
    for (const char* size : {"0", "51", "-1", "many", ""}) {
        CAPTURE(size);
        const auto response = get("/api/v1/articles/7/similar", {{"pageSize", size}});
        CHECK(response.status == 400);
        CHECK(Json::parse(response.body)["param"] == "pageSize");
    }
    const auto other = get("/api/v1/articles/7/similar", {{"pagesize", "5"}});
    CHECK(other.status == 400);
    CHECK(has(other.body, "pageSize"));
}
