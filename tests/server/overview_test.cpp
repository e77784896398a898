// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/overview_reply.h"
#include "server/http/stored_body.h"
#include "tests/server/shelf_site.h"

#include <doctest/doctest.h>

using namespace broadsheet;
using test::has;

TEST_CASE("overview: sources with their months, each cell a link, holes visible") {
    test::ShelfSite site;
    const auto page = site.get("/overview");
    CHECK(page.status == 200);
    CHECK(has(page, "3 articles · 2 sources"));
    CHECK(has(page, "Harbour &lt;Wire&gt;"));
    CHECK_FALSE(has(page, "<Wire>"));
    CHECK(has(page, "href=\"/?sources=harbour-wire\""));
    CHECK(has(page, "href=\"/?from=2020-06&amp;to=2020-06&amp;sources=harbour-wire\""));
    CHECK(has(page, "class=\"hole\""));
    CHECK(has(page, "None: every input was read."));
    CHECK(site.get("/overview", {{"from", "2020"}, {"to", "2020"}}).status == 200);
    CHECK(site.get("/overview", {{"from", "1900"}, {"to", "1900"}}).status == 200);
    CHECK(site.get("/overview", {{"page", "99"}}).status == 200);
    CHECK(site.get("/overview", {{"from", "soon"}}).status == 400);
    CHECK(site.get("/overview", {{"from", "2021"}, {"to", "2020"}}).status == 400);
    CHECK(site.get("/overview", {{"page", "0"}}).status == 400);
    CHECK(site.get("/overview", {{"colour", "red"}}).status == 400);
}

TEST_CASE("overview: a long time is shown by coarser periods that open") {
    test::ShelfSite site;
    site.archive.put_and_index("/in/old", {{.key = "old", .source = "Ledger", .published = "1851-05-01"}});
    const auto page = site.get("/overview");
    CHECK(has(page, "href=\"/overview?from=1850&amp;to=1859\""));
    CHECK(has(site.get("/overview", {{"from", "1850"}, {"to", "1859"}}), "sources=ledger"));
    const auto json = site.get_json("/api/v1/coverage");
    CHECK(json["totalSources"] == 2);
    CHECK(json["sources"][1]["months"][0]["month"] == "1851-05");
    CHECK(json["sources"][1]["months"][0]["count"] == 1);
}

TEST_CASE("overview: rejected inputs with their reason, without the folders of this machine") {
    test::ShelfSite site;
    for (int i = 0; i < 60; ++i)
        site.archive.writer().put_problem({"/home/qxprivate/in/2025/<b>" + std::to_string(100 + i) + ".html", "line 3",
                                           "read", "no <title>", 1'700'000'000});
    site.archive.writer().commit();
    const auto page = site.get("/overview");
    CHECK(has(page, "60 problems"));
    CHECK(has(page, "…/in/2025/&lt;b&gt;100.html"));
    CHECK_FALSE(has(page, "qxprivate"));
    CHECK(has(page, "no &lt;title&gt;"));
    CHECK(has(site.get("/overview/problems"), "Page 1 of 2"));
    CHECK(has(site.get("/overview/problems", {{"page", "2"}}), "&lt;b&gt;159.html"));
    const auto json = site.get_json("/api/v1/problems", {{"page", "2"}});
    CHECK(json["total"] == 60);
    CHECK(json["problems"].size() == 10);
    CHECK(json["problems"][0]["file"] == "…/in/2025/<b>150.html");
    CHECK(site.get("/api/v1/problems", {{"page", "x"}}).status == 400);
    CHECK(path_end("a/b") == "a/b");
}

TEST_CASE("first mention: a table of sources as a page and as JSON") {
    test::ShelfSite site;
    const auto page = site.get("/first", {{"q", "\"long covid\""}});
    CHECK(page.status == 200);
    CHECK(has(page, "Long covid named"));
    CHECK(has(page, "12 June 2020"));
    CHECK(has(page, "Only the month or year is known"));
    CHECK(page.body.find("Harbour &lt;Wire&gt;") < page.body.find(">Ledger<"));
    const auto json = site.get_json("/api/v1/first", {{"q", "\"long covid\""}});
    CHECK(json["totalResults"] == 2);
    CHECK(json["first"][0]["source"]["id"] == "harbour-wire");
    CHECK(json["first"][0]["article"]["publishedAt"] == "2020-06-12");
    CHECK(json["first"][1]["article"]["datePrecision"] == "month");
    CHECK(site.get("/first").status == 200);
    CHECK(has(site.get("/first", {{"q", "nothingofthekind"}}), "No article matches."));
    CHECK(site.get("/api/v1/first").status == 400);
    CHECK(site.get("/api/v1/first", {{"q", "x"}, {"page", "2"}}).status == 400);
}

TEST_CASE("acronyms: what they stand for, since when, and which are explained most") {
    test::ShelfSite site;
    const auto page = site.get("/acronyms", {{"q", "AGI"}});
    CHECK(has(page, "artificial general intelligence"));
    CHECK(has(page, "Long covid named"));
    CHECK(has(page, "1 article"));
    CHECK(has(site.get("/acronyms"), "<b>AGI</b>"));
    CHECK(has(site.get("/acronyms", {{"q", "<XYZ>"}}), "No article explains this."));
}
