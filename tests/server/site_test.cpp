// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/site.h"

#include "engine/error.h"
#include "server/api/search_parameters.h"
#include "server/http/stored_body.h"
#include "server/pages/web_files.h"
#include "tests/server/sample_reply.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace broadsheet;
using Json = nlohmann::json;

namespace {

HttpResponse get(const HttpHandler& site, const std::string& path, const ParameterList& parameters = {},
                 const ParameterList& headers = {}) {
    HttpResponse response = site({"GET", path, parameters, headers, "", "127.0.0.1"});
    if (response.stored) response.body = response.stored->plain();
    return response;
}

std::string header_of(const HttpResponse& response, std::string_view name) {
    for (const auto& [known, value] : response.headers) {
        if (known == name) return value;
    }
    return {};
}

}  // namespace

TEST_CASE("site: every address answers in its kind, with the security headers") {
    const auto site = site_handler(test::sample_access());
    const std::vector<std::pair<std::string, std::string>> table = {
        {"/", "text/html; charset=utf-8"},          {"/articles/7", "text/html; charset=utf-8"},
        {"/help", "text/html; charset=utf-8"},      {"/api/v1/search", "application/json"},
        {"/api/v1/articles/7", "application/json"}, {"/api/v1/sources", "application/json"},
        {"/api/v1/status", "application/json"},     {"/healthz", "text/plain; charset=utf-8"},
        {"/readyz", "text/plain; charset=utf-8"},   {"/robots.txt", "text/plain; charset=utf-8"},
        {"/favicon.svg", "image/svg+xml"},          {static_url("style.css"), "text/css; charset=utf-8"}};
    for (const auto& [path, type] : table) {
        CAPTURE(path);
        const auto response = get(site, path);
        CHECK(response.status == 200);
        CHECK(response.content_type == type);
        CHECK_FALSE(response.body.empty());
        CHECK(header_of(response, "Content-Security-Policy").find("default-src 'none'") == 0);
        CHECK(header_of(response, "X-Content-Type-Options") == "nosniff");
        CHECK(header_of(response, "Referrer-Policy") == "no-referrer");
    }
}

TEST_CASE("site: refusals are problems for programs and pages for people") {
    const auto site = site_handler(test::sample_access());
    const auto problem = get(site, "/api/v1/search", {{"pagesize", "5"}});
    CHECK(problem.status == 400);
    CHECK(problem.content_type == "application/problem+json");
    const auto json = Json::parse(problem.body);
    CHECK(json["code"] == "unknown-parameter");
    CHECK(json["param"] == "pagesize");
    CHECK(json["suggestion"] == "pageSize");
    CHECK_FALSE(header_of(problem, "Content-Security-Policy").empty());

    const auto page = get(site, "/", {{"from", "never"}});
    CHECK(page.status == 400);
    CHECK(page.content_type == "text/html; charset=utf-8");
    CHECK(page.body.find("never") != std::string::npos);

    CHECK(get(site, "/articles/8").status == 404);
    CHECK(get(site, "/articles/seven").content_type == "text/html; charset=utf-8");
    CHECK(get(site, "/nowhere").status == 404);
    CHECK(get(site, "/api/v1/articles/8").status == 404);
    CHECK(get(site, "/api/v1/articles/0").status == 404);
    CHECK(get(site, "/api/v1/articles/99999999999").status == 404);
    CHECK(get(site, "/api/v1/articles/7", {{"q", "x"}}).status == 400);
    CHECK(get(site, "/api/v1/articles/7", {{"format", "docx"}}).status == 400);
    CHECK(get(site, "/", {{"format", "csv"}}).status == 400);
    CHECK(get(site, "/api/v1/sources", {{"q", "x"}}).status == 400);
    CHECK(get(site, "/api/v1/nowhere").content_type == "application/problem+json");
}

TEST_CASE("site: an article that isn't found is explained if there is one") {
    ArticleId seen;
    auto access = test::sample_access();
    access.explain = [&](ArticleId id, const SearchRequest& request) {
        seen = id;
        CHECK(request.text == "open-source");
        CHECK(request.explain);
        return id.value == 7 ? std::optional(test::sample_explanation()) : std::nullopt;
    };
    const auto site = site_handler(access);
    const auto asking_for = [](const std::string& id) {
        return ParameterList{{"q", "open-source"}, {"explain", "1"}, {"article", id}};
    };
    const auto reply = get(site, "/api/v1/search", asking_for("7"));
    CHECK(reply.status == 200);
    CHECK(seen == ArticleId{7});
    CHECK(Json::parse(reply.body)["explanation"]["id"] == 7);
    CHECK(Json::parse(reply.body)["totalResults"] == 45);
    CHECK(get(site, "/", asking_for("7")).body.find("Why article") != std::string::npos);

    const auto missing = get(site, "/api/v1/search", asking_for("8"));
    CHECK(missing.status == 404);
    CHECK(missing.content_type == "application/problem+json");
    CHECK(Json::parse(missing.body)["detail"].get<std::string>().find("article 8") != std::string::npos);
    CHECK(get(site, "/", asking_for("8")).status == 404);
    CHECK(get(site, "/api/v1/search", {{"article", "7"}}).status == 400);
}

TEST_CASE("site: entity tags tell index, request and form apart") {
    std::uint64_t generation = 42;
    int searches = 0;
    auto access = test::sample_access();
    access.index_state = [&] { return IndexState{generation, 1, 0}; };
    access.search = [&](const SearchRequest&) {
        ++searches;
        auto reply = test::sample_reply();
        reply.index.generation = generation;
        return reply;
    };
    const auto site = site_handler(access);
    const ParameterList query = {{"q", "open-source"}};
    const std::string tag = header_of(get(site, "/api/v1/search", query), "ETag");
    CHECK(tag.size() > 10);
    CHECK(tag.front() == '"');
    CHECK(header_of(get(site, "/api/v1/search", {{"pageSize", "20"}, {"q", "open-source"}}), "ETag") == tag);
    CHECK(header_of(get(site, "/api/v1/search", {{"q", "opensource"}}), "ETag") != tag);
    CHECK(header_of(get(site, "/", query), "ETag") != tag);
    CHECK(header_of(get(site, "/api/v1/search", {{"q", "open-source"}, {"explain", "1"}}), "ETag") != tag);
    CHECK(header_of(get(site, "/api/v1/search", {{"q", "open-source"}, {"freshness", "7"}}), "ETag") != tag);

    const int before = searches;
    const auto unchanged = get(site, "/api/v1/search", query, {{"if-none-match", "\"other\", W/" + tag}});
    CHECK(unchanged.status == 304);
    CHECK(unchanged.body.empty());
    CHECK(header_of(unchanged, "ETag") == tag);
    CHECK(searches == before);
    generation = 43;
    CHECK(get(site, "/api/v1/search", query, {{"if-none-match", tag}}).status == 200);
}

TEST_CASE("site: static files are kept for ever under their hash alone") {
    const auto site = site_handler(test::sample_access());
    CHECK(header_of(get(site, static_url("style.css")), "Cache-Control").find("immutable") != std::string::npos);
    CHECK(header_of(get(site, "/static/0000/style.css"), "Cache-Control") == "no-cache");
    CHECK(get(site, "/static/0000/page.html").status == 404);
    CHECK(get(site, "/static/0000/passwd").status == 404);
}

TEST_CASE("site: an archive that can't answer gives 503, and isn't ready") {
    auto access = test::sample_access();
    access.index_state = []() -> IndexState {
        throw Error(ErrorKind::busy, "the index is being built: try again soon");
    };
    const auto site = site_handler(access);
    CHECK(get(site, "/readyz").status == 503);
    CHECK(get(site, "/healthz").status == 200);
    CHECK(get(site, "/api/v1/search").content_type == "application/problem+json");
    const auto page = get(site, "/");
    CHECK(page.status == 503);
    CHECK(page.body.find("being built") != std::string::npos);
}

TEST_CASE("site: the page asks for its own facets and every request for what its parameters say") {
    SearchRequest seen;
    auto access = test::sample_access();
    access.search = [&](const SearchRequest& request) {
        seen = request;
        return test::sample_reply();
    };
    const auto site = site_handler(access);
    get(site, "/", {{"q", "x"}, {"facets", ""}});
    CHECK(seen.facets.size() == 6);
    CHECK(seen.timeline);
    get(site, "/api/v1/search", {{"q", "x"}, {"facets", ""}, {"page", "3"}});
    CHECK(seen.facets.empty());
    CHECK_FALSE(seen.timeline);
    CHECK(seen.offset == 40);
    CHECK(seen.now_s == test::sample_now_s);
}
