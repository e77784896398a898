// SPDX-License-Identifier: GPL-3.0-or-later
// A search and an article in the forms that other programs read: exports, feeds, links, OpenSearch.
#include "server/api/csl_json.h"
#include "server/api/ninjs.h"
#include "server/api/result_links.h"
#include "server/api/site.h"
#include "server/http/stored_body.h"
#include "tests/server/sample_reply.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

using namespace broadsheet;
using Json = nlohmann::json;

namespace {

HttpResponse get(const HttpHandler& site, const std::string& path, const ParameterList& parameters = {}) {
    HttpResponse response = site({"GET", path, parameters, {{"host", "127.0.0.1:8080"}}, "", "127.0.0.1"});
    if (response.stored) response.body = response.stored->plain();
    return response;
}

std::string header_of(const HttpResponse& response, std::string_view name) {
    for (const auto& [known, value] : response.headers) {
        if (known == name) return value;
    }
    return {};
}

std::string whole(const HttpResponse& response) {
    std::string text;
    for (std::string piece; response.next_piece(piece); piece.clear()) text += piece;
    return text;
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// A site with so many articles, all like the sample.
HttpHandler site_of(std::uint32_t articles) {
    ArchiveAccess access = test::sample_access();
    access.matching = [articles](const SearchRequest&) {
        std::vector<ArticleId> ids;
        for (std::uint32_t id = 1; id <= articles; ++id) ids.push_back({id});
        return ids;
    };
    access.articles = [](std::span<const ArticleId> ids) {
        std::vector<KinArticle> found;
        for (const ArticleId id : ids) {
            found.push_back({test::sample_article(), {}});
            found.back().article.id = id;
        }
        return found;
    };
    return site_handler(std::move(access));
}

}  // namespace

TEST_CASE("export: every article comes once, with the number of all before the first") {
    const auto site = site_of(150);
    const auto lines = get(site, "/api/v1/export", {{"q", "x"}});
    CHECK(header_of(lines, "X-Total-Count") == "150");
    CHECK(header_of(lines, "Content-Disposition") == "attachment; filename=\"broadsheet-2026-11-22.jsonl\"");
    const std::string text = whole(lines);
    CHECK(std::count(text.begin(), text.end(), '\n') == 150);
    CHECK(Json::parse(text.substr(0, text.find('\n')))["id"] == 1);

    const auto items = Json::parse(whole(get(site, "/api/v1/export", {{"format", "csljson"}})));
    REQUIRE(items.size() == 150);
    CHECK(items[149]["type"] == "article-newspaper");
    const std::string table = whole(get(site, "/api/v1/export", {{"format", "csv"}}));
    CHECK(table.starts_with("id,key,url,title"));
    CHECK(Json::parse(whole(get(site_of(0), "/api/v1/export", {{"format", "csljson"}}))).empty());
    CHECK(whole(get(site_of(0), "/api/v1/export")).empty());
}

TEST_CASE("export: what belongs to a page, and formats that aren't there, are refused") {
    const auto site = site_of(1);
    for (const char* name : {"page", "pageSize", "cursor", "limit"}) {
        const auto refused = get(site, "/api/v1/export", {{name, "2"}});
        CHECK(refused.status == 400);
        CHECK(Json::parse(refused.body)["param"] == name);
    }
    CHECK(Json::parse(get(site, "/api/v1/export", {{"format", "csb"}}).body)["suggestion"] == "csv");
    CHECK(get(site, "/api/v1/export", {{"sorces", "x"}}).status == 400);
}

TEST_CASE("search: a page of a result in every format") {
    const auto site = site_handler(test::sample_access());
    const std::vector<std::pair<std::string, std::string>> table = {
        {"jsonl", "application/jsonl"},
        {"csv", "text/csv; charset=utf-8; header=present"},
        {"ris", "application/x-research-info-systems; charset=utf-8"},
        {"bibtex", "application/x-bibtex; charset=utf-8"},
        {"csljson", "application/vnd.citationstyles.csl+json"},
        {"ninjs", "application/jsonl"},
        {"atom", "application/atom+xml; charset=utf-8"},
        {"rss", "application/rss+xml; charset=utf-8"},
        {"jsonfeed", "application/feed+json"}};
    for (const auto& [format, type] : table) {
        CAPTURE(format);
        const auto reply = get(site, "/api/v1/search", {{"q", "open-source"}, {"format", format}});
        CHECK(reply.status == 200);
        CHECK(reply.content_type == type);
        CHECK(has(reply.body, format == "csljson" ? "harbour-wire-2025-7" : test::sample_article().title));
        CHECK_FALSE(header_of(reply, "ETag").empty());
    }
}

TEST_CASE("article: every format has a name of its own to be saved under") {
    const auto site = site_handler(test::sample_access());
    for (const auto& [format, suffix] :
         ParameterList{{"text", "txt"}, {"ris", "ris"}, {"bibtex", "bib"}, {"csljson", "json"}, {"csv", "csv"}}) {
        CAPTURE(format);
        const auto reply = get(site, "/api/v1/articles/7", {{"format", format}});
        CHECK(reply.status == 200);
        CHECK(header_of(reply, "Content-Disposition") == "attachment; filename=\"harbour-wire-2025-7." + suffix + "\"");
    }
    CHECK(has(get(site, "/api/v1/articles/7", {{"format", "text"}}).body, test::sample_article().body));
    CHECK(get(site, "/api/v1/articles/8", {{"format", "text"}}).status == 404);
}

TEST_CASE("ninjs: an item with its text, as our own reader takes it, and without what isn't known") {
    StoredArticle article = test::sample_article();
    article.published = test::date_of("2025-01-28");
    const auto item = Json::parse(ninjs_of(article));
    CHECK(item["uri"] == article.url);
    CHECK(item["firstCreated"] == "2025-01-28T00:00:00Z");
    CHECK(item["headlines"][0]["value"] == article.title);
    CHECK(item["bodies"][0]["value"] == article.body);
    CHECK(item["by"] == "Mei Tan and Jonas Okoro");
    CHECK(item["copyrightHolder"] == article.source);
    CHECK(item["altIds"][0] == Json{{"role", "key"}, {"value", "hw-7"}});

    article.key = "urn:newsml:example.org:7";
    article.withdrawn = article.partial = true;
    article.published = {};
    article.subtitle = article.agency = article.section = "";
    article.tags.clear();
    const auto bare = Json::parse(ninjs_of(article));
    CHECK(bare["uri"] == article.key);
    CHECK(bare["pubStatus"] == "canceled");
    CHECK(bare["representationType"] == "partial");
    for (const char* name : {"firstCreated", "versionCreated", "infoSources", "subjects"})
        CHECK_FALSE(bare.contains(name));
    article.key = article.url = "";
    CHECK(Json::parse(ninjs_of(article))["uri"] == "tag:broadsheet.invalid,2026:articles/7");
}

TEST_CASE("csl: names are cut, dates are as precise as they are known") {
    StoredArticle article = test::sample_article();
    article.authors = {"Mei Tan", "Reuters Staff of 12"};
    article.published = test::date_of("2025-01");
    const auto item = Json::parse(csl_json_of(article));
    CHECK(item["author"][0] == Json{{"family", "Tan"}, {"given", "Mei"}});
    CHECK(item["author"][1].contains("literal"));
    CHECK(item["issued"]["date-parts"] == Json::parse("[[2025,1]]"));
    article.published = {};
    CHECK_FALSE(Json::parse(csl_json_of(article)).contains("issued"));
}

TEST_CASE("feeds: ids stay with archive and article, whatever the address; what is hostile is escaped") {
    ArchiveAccess access = test::sample_access();
    access.search = [](const SearchRequest& request) {
        CHECK(request.sort == SortOrder::newest);
        SearchReply reply = test::sample_reply();
        reply.hits[0].article.title = "Up & <b>\"down\"</b>\x01";
        return reply;
    };
    const auto site = site_handler(std::move(access));
    const std::string atom = get(site, "/feed.atom", {{"q", "a & b"}}).body;
    CHECK(has(atom, "<id>tag:broadsheet.invalid,2026:sample/articles/7</id>"));
    CHECK(has(atom, "<title>Up &amp; &lt;b&gt;&quot;down&quot;&lt;/b&gt;</title>"));
    CHECK(has(atom, "href=\"http://127.0.0.1:8080/feed.atom?q=a+%26+b\""));
    CHECK(has(atom, "<opensearch:totalResults>45</opensearch:totalResults>"));
    CHECK(has(atom, "rel=\"next\""));
    CHECK(has(atom, "<published>2025-01-28T"));
    CHECK(has(get(site, "/feed.rss", {{"q", "x"}}).body, "<guid isPermaLink=\"false\">tag:broadsheet.invalid,2026:"));
    const auto json = Json::parse(get(site, "/feed.json", {{"q", "x"}}).body);
    CHECK(json["version"] == "https://jsonfeed.org/version/1.1");
    CHECK(json["items"][0]["title"] == "Up & <b>\"down\"</b>\x01");
    CHECK(json["items"][0]["url"] == "http://127.0.0.1:8080/articles/7");
    CHECK(get(site, "/feed.atom", {{"pageSize", "1000"}}).content_type == "application/problem+json");
}

TEST_CASE("feeds: each name of the server gets addresses under that name") {
    const auto site = site_handler(test::sample_access());
    CHECK(has(get(site, "/feed.json").body, "\"http://127.0.0.1:8080/articles/7\""));
    const auto other = site({"GET", "/feed.json", {}, {{"host", "archive.example"}}, "", "127.0.0.1"});
    CHECK(has(other.stored ? other.stored->plain() : other.body, "\"http://archive.example/articles/7\""));
}

TEST_CASE("links: first, previous, next and last page, and the result as a feed") {
    SearchParameters search;
    search.request.text = "x";
    search.request.limit = 1;
    search.request.offset = 3;
    SearchReply reply = test::sample_reply();
    const std::string links = result_links(search, reply);
    CHECK(has(links, "</api/v1/search?q=x&pageSize=1>; rel=\"first\""));
    CHECK(has(links, "</api/v1/search?q=x&pageSize=1&page=3>; rel=\"prev\""));
    CHECK(has(links, "&page=45>; rel=\"last\""));
    CHECK(has(links, "cursor="));
    CHECK(has(links, "</feed.atom?q=x&pageSize=1>; rel=\"alternate\"; type=\"application/atom+xml\""));
    search.request.offset = 44;
    CHECK_FALSE(has(result_links(search, reply), "rel=\"next\""));
    CHECK_FALSE(header_of(get(site_handler(test::sample_access()), "/api/v1/search"), "Link").empty());
}

TEST_CASE("opensearch: browsers find the description, and suggestions in their shape") {
    const auto site = site_handler(test::sample_access());
    CHECK(has(get(site, "/").body, "rel=\"search\" type=\"application/opensearchdescription+xml\""));
    const auto description = get(site, "/opensearch.xml");
    CHECK(description.content_type == "application/opensearchdescription+xml; charset=utf-8");
    CHECK(has(description.body, "template=\"http://127.0.0.1:8080/?q={searchTerms}\""));
    const auto list = Json::parse(get(site, "/api/v1/suggest", {{"q", "op"}, {"format", "opensearch"}}).body);
    CHECK(list == Json::parse(R"(["op",["open"],["40 articles"],["http://127.0.0.1:8080/?q=open"]])"));
    CHECK(get(site, "/api/v1/suggest", {{"q", "op"}, {"format", "xml"}}).status == 400);
}
