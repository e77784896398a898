// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/stored_body.h"
#include "tests/server/shelf_site.h"

#include <doctest/doctest.h>

using namespace broadsheet;
using Json = nlohmann::json;
using test::has;
using test::header_of;

TEST_CASE("saved searches: kept, told what is new, seen, renamed and deleted over REST") {
    test::ShelfSite site;
    CHECK(site.get_json("/api/v1/searches")["searches"].empty());
    const auto made =
        site.send("POST", "/api/v1/searches", R"({"name":"Covid","query":"?q=long%20covid&page=3&from=2020"})");
    CHECK(made.status == 201);
    const Json saved = Json::parse(made.body);
    const std::string url = saved["links"]["self"];
    CHECK(header_of(made, "Location") == url);
    CHECK(saved["query"] == "q=long+covid&from=2020");
    CHECK(saved["newArticles"] == 0);
    CHECK(saved["links"]["feed"] == "/feed.atom?q=long+covid&from=2020");

    site.archive.put_and_index("/in/new",
                               {{.title = "New", .body = "long covid", .key = "9", .published = "2020-01-01"},
                                {.title = "Other", .body = "tram", .key = "10", .published = "2020-01-01"}});
    const Json news = site.get_json(url);
    CHECK(news["newArticles"] == 1);
    const std::string added = std::to_string(news["seenArticle"].get<int>());
    const auto only_new = site.get_json("/api/v1/search", {{"q", "long covid"}, {"addedAfter", added}});
    CHECK(only_new["totalResults"] == 1);
    CHECK(only_new["articles"][0]["title"] == "New");
    CHECK(has(site.get("/", {{"q", "long covid"}, {"addedAfter", added}}), "New since you last looked"));

    const int newest = site.get_json("/api/v1/searches")["newestArticle"];
    const auto seen = site.send("PATCH", url, R"({"seenArticle":4000000000,"name":"Long covid"})");
    CHECK(seen.status == 200);
    CHECK(Json::parse(seen.body)["seenArticle"] == newest);
    CHECK(Json::parse(seen.body)["newArticles"] == 0);
    CHECK(Json::parse(seen.body)["name"] == "Long covid");

    CHECK(site.send("DELETE", url, "").status == 204);
    CHECK(site.get(url).status == 404);
    CHECK(site.send("DELETE", url, "").status == 404);
}

TEST_CASE("saved searches: what can't be kept is refused by name") {
    test::ShelfSite site;
    const auto refused = [&](const std::string& body) {
        const auto response = site.send("POST", "/api/v1/searches", body);
        CHECK(response.content_type == "application/problem+json");
        CHECK(response.status == 400);
        return Json::parse(response.body).value("param", "");
    };
    CHECK(refused("[]") == "body");
    CHECK(refused("{") == "body");
    CHECK(refused(R"({"name":"x"})") == "query");
    CHECK(refused(R"({"query":7})") == "query");
    CHECK(refused(R"({"query":"from=never"})") == "from");
    CHECK(refused(R"({"query":"nosuch=1"})") == "nosuch");
    CHECK(refused(R"({"query":"q=%zz"})") == "query");
    CHECK(refused(R"({"query":"q=x","colour":"red"})") == "colour");
    CHECK(refused(R"({"query":"q=)" + std::string(9000, 'x') + "\"}") == "query");
    CHECK(refused(R"({"query":"q=x","name":")" + std::string(201, 'x') + "\"}") == "name");
    CHECK(site.post_form("/api/v1/searches", "query=q%3Dx").status == 415);
    CHECK(site.send("PATCH", "/api/v1/searches/1", "{}").status == 404);
    CHECK(site.get("/api/v1/searches", {{"q", "x"}}).status == 400);
    CHECK(site.get_json("/api/v1/searches")["searches"].empty());
}

TEST_CASE("saved searches: only pages of ours and programs at this machine may write") {
    test::ShelfSite site;
    const std::string form = "name=x&query=q%3Dtram";
    const auto status = [&](const test::Pairs& headers, const std::string& address = "127.0.0.1",
                            const std::string& host = "localhost:8080") {
        test::Pairs all = {{"host", host}, {"content-type", "application/x-www-form-urlencoded"}};
        all.insert(all.end(), headers.begin(), headers.end());
        return site.answered({"POST", "/saved", {}, all, form, address}).status;
    };
    CHECK(status({{"sec-fetch-site", "cross-site"}}) == 403);
    CHECK(status({{"sec-fetch-site", "same-site"}}) == 403);
    CHECK(status({{"origin", "https://evil.example"}}) == 403);
    CHECK(status({{"origin", "null"}}) == 403);
    CHECK(status({{"origin", "http://localhost:9999"}}) == 403);
    CHECK(status({}, "192.168.1.7") == 401);
    CHECK(status({}, "unknown") == 401);
    CHECK(status({}, "127.0.0.1", "evil.example") == 401);
    CHECK(status({{"x-forwarded-for", "10.0.0.1"}}) == 401);
    CHECK(status({{"via", "1.1 proxy"}}) == 401);
    CHECK(site.get_json("/api/v1/searches")["searches"].empty());

    CHECK(status({{"sec-fetch-site", "same-origin"}, {"origin", "null"}}) == 303);
    CHECK(status({{"origin", "http://localhost:8080"}}) == 303);
    CHECK(status({}) == 303);
    CHECK(status({}, "::1", "[::1]:8080") == 303);
    CHECK(site.get_json("/api/v1/searches")["searches"].size() == 1);  // the same search each time

    const auto from_afar = site.answered({"GET", "/saved", {}, {{"host", "news.example"}}, "", "10.0.0.9"});
    CHECK(from_afar.status == 200);
    CHECK_FALSE(has(from_afar, "method=\"post\""));
}

TEST_CASE("saved searches: the page works by forms alone, and hostile names stay text") {
    test::ShelfSite site;
    CHECK(has(site.get("/saved"), "No search has been saved yet."));
    const auto saved =
        site.post_form("/saved", "name=%3Cscript%3Ealert(1)%3C%2Fscript%3E&query=q%3Dtram%26sources%3Dledger");
    CHECK(saved.status == 303);
    CHECK(header_of(saved, "Location") == "/saved#s1");
    site.archive.put_and_index("/in/new", {{.title = "Tram", .key = "9", .source = "Ledger"}});
    const auto page = site.get("/saved");
    CHECK(header_of(page, "Referrer-Policy") == "same-origin");
    CHECK_FALSE(has(page, "<script>alert"));
    CHECK(has(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    CHECK(has(page, "href=\"/?q=tram&amp;sources=ledger&amp;addedAfter=3\""));
    CHECK(has(page, "1 new article"));
    CHECK(has(page, "name=\"newest\" value=\"4\""));

    CHECK(site.post_form("/saved/1", "do=seen&newest=4").status == 303);
    CHECK(has(site.get("/saved"), "Nothing new"));
    CHECK(site.post_form("/saved/1", "do=rename&name=Trams%0A%22").status == 400);
    CHECK(site.post_form("/saved/1", "do=rename&name=Trams+%22").status == 303);
    CHECK(has(site.get("/saved"), "value=\"Trams &quot;\""));
    CHECK(site.post_form("/saved/1", "do=explode").status == 400);
    CHECK(site.post_form("/saved/7", "do=delete").status == 404);
    CHECK(site.post_form("/saved/7", "do=delete").content_type == "text/html; charset=utf-8");
    CHECK(site.post_form("/saved/1", "do=delete").status == 303);
    CHECK(has(site.get("/saved"), "No search has been saved yet."));
    CHECK(site.post_form("/saved", "query=q%3Dtram").status == 303);
    CHECK(header_of(site.post_form("/saved", "query=q%3Dtram"), "Location") == "/saved#s2");
    CHECK(site.get_json("/api/v1/searches")["searches"].size() == 1);
    CHECK(site.get_json("/api/v1/searches")["searches"][0]["name"] == "tram");
}
