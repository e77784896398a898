// SPDX-License-Identifier: GPL-3.0-or-later
// The pure parts behind the server: router, problems, targets, hosts.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "server/http/host_list.h"
#include "server/http/problem.h"
#include "server/http/response_policy.h"
#include "server/http/router.h"
#include "server/http/target.h"

using namespace broadsheet;

namespace {

Router sample_router() {
    Router router;
    const auto answer = [](std::string name) {
        return [name](const HttpRequest&, const std::vector<std::string>& captured) {
            HttpResponse response;
            response.body = name;
            for (const std::string& segment : captured) response.body += " " + segment;
            return response;
        };
    };
    router.add("GET", "/", answer("home"));
    router.add("GET", "/articles/{id}", answer("article"));
    router.add("DELETE", "/articles/{id}", answer("delete"));
    router.add("GET", "/articles/newest", answer("newest"));
    router.add("GET", "/articles/{id}/versions/{version}", answer("version"));
    return router;
}

HttpResponse route(std::string method, std::string path) {
    HttpRequest request;
    request.method = std::move(method);
    request.path = std::move(path);
    return sample_router().handle(request);
}

std::string allow_of(const HttpResponse& response) {
    for (const auto& [name, value] : response.headers) {
        if (name == "Allow") return value;
    }
    return {};
}

}  // namespace

TEST_CASE("router: literal and captured segments, literal first") {
    CHECK(route("GET", "/").body == "home");
    CHECK(route("GET", "/articles/7").body == "article 7");
    CHECK(route("GET", "/articles/newest").body == "newest");
    CHECK(route("GET", "/articles/7/versions/2").body == "version 7 2");
    CHECK(route("DELETE", "/articles/7").body == "delete 7");
    CHECK(route("HEAD", "/articles/7").body == "article 7");
}

TEST_CASE("router: other paths are 404 problems, other methods 405 with Allow") {
    for (const char* path : {"/articles", "/articles/", "/articles/7/", "/Articles/7", "//", "/articles//versions/1"}) {
        CAPTURE(path);
        CHECK(route("GET", path).status == 404);
    }
    const HttpResponse response = route("POST", "/articles/7");
    CHECK(response.status == 405);
    CHECK(allow_of(response) == "DELETE, GET, HEAD");
    CHECK(response.content_type == "application/problem+json");
}

TEST_CASE("problem: has the members of RFC 9457 and only the extensions that apply") {
    const HttpResponse plain = problem(404, "not-found", "no article 7");
    const auto json = nlohmann::json::parse(plain.body);
    CHECK(plain.status == 404);
    CHECK(json["type"] == "about:blank");
    CHECK(json["title"] == "Not Found");
    CHECK(json["status"] == 404);
    CHECK(json["detail"] == "no article 7");
    CHECK(json["code"] == "not-found");
    CHECK(json.size() == 5);

    const HttpResponse full =
        problem(400, "unknown_parameter", "bad \"q\xff\"", {.param = "form", .position = 3, .suggestion = "from"});
    const auto extended = nlohmann::json::parse(full.body);
    CHECK(extended["param"] == "form");
    CHECK(extended["position"] == 3);
    CHECK(extended["suggestion"] == "from");
    CHECK(extended["detail"] == "bad \"q\xef\xbf\xbd\"");
}

TEST_CASE("target: reads path, parameters and the absolute form") {
    std::string error;
    const auto target = parse_target("/p/%C3%A9?a=1&&b=%26%3D&=x", error);
    REQUIRE(target);
    CHECK(target->path == "/p/é");
    REQUIRE(target->parameters.size() == 3);
    CHECK(target->parameters[1].second == "&=");
    CHECK(target->parameters[2].first.empty());
    const auto absolute = parse_target("http://host:80?x=1", error);
    REQUIRE(absolute);
    CHECK(absolute->authority == "host:80");
    CHECK(absolute->path == "/");
    CHECK(absolute->parameters.size() == 1);
    CHECK(parse_target("/a+b", error)->path == "/a+b");
}

TEST_CASE("target: UTF-8 is valid to its edges and not beyond") {
    for (const char* good :
         {"", "a", "\xc2\x80", "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "\xee\x80\x80"}) {
        CHECK(is_target_utf8(good));
    }
    for (const char* bad : {"\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
                            "\xf8\x88\x80\x80\x80", "\xc3", "\xe2\x82", "\xc3(", "\xff"}) {
        CAPTURE(bad);
        CHECK_FALSE(is_target_utf8(bad));
    }
}

TEST_CASE("host: name without port, brackets and case") {
    CHECK(host_name("Example.ORG:8080") == "example.org");
    CHECK(host_name("[2001:DB8::1]:80") == "2001:db8::1");
    CHECK(host_name("[::1]") == "::1");
    for (const char* bad : {"", ":80", "a:b", "a:123456", "[::1", "[::1]x", "a b", "user@host", "a/b", "::1"}) {
        CAPTURE(bad);
        CHECK_FALSE(host_name(bad));
    }
}

TEST_CASE("etag: lists, weak marks and commas inside tags") {
    CHECK(etag_matches("\"a\"", "\"a\""));
    CHECK(etag_matches("W/\"a\"", "\"a\""));
    CHECK(etag_matches("\"x\" , \"a,b\"", "W/\"a,b\""));
    CHECK(etag_matches("*", "\"a\""));
    CHECK_FALSE(etag_matches("", "\"a\""));
    CHECK_FALSE(etag_matches("\"a", "\"a\""));
    CHECK_FALSE(etag_matches("\"a,b\"", "\"a\""));
    CHECK_FALSE(etag_matches("\"b\", \"c\"", "\"a\""));
}

TEST_CASE("date: the form of RFC 9110") {
    CHECK(http_date(784111777) == "Sun, 06 Nov 1994 08:49:37 GMT");
}
