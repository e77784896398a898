// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/cross_origin.h"

#include "engine/error.h"
#include "server/api/site.h"
#include "tests/server/sample_reply.h"

#include <doctest/doctest.h>

using namespace broadsheet;

namespace {

HttpResponse ask(const HttpHandler& site, const std::string& path, const std::string& origin,
                 const std::string& method = "GET") {
    HttpRequest request{method, path, {}, {}, "", "127.0.0.1"};
    if (!origin.empty()) request.headers.emplace_back("origin", origin);
    if (method == "OPTIONS") request.headers.emplace_back("access-control-request-method", "GET");
    return site(request);
}

std::string header_of(const HttpResponse& response, std::string_view name) {
    std::string value;
    for (const auto& header : response.headers) {
        if (header.first == name) value = header.second;
    }
    return value;
}

constexpr std::string_view allow = "Access-Control-Allow-Origin";

}  // namespace

TEST_CASE("cross origin: unless told, no other origin may read") {
    const auto site = with_cross_origin(site_handler(test::sample_access()), {});
    CHECK(header_of(ask(site, "/api/v1/search", "https://news.example"), allow).empty());
    CHECK(header_of(ask(site, "/api/v1/search", "https://news.example", "OPTIONS"), allow).empty());
}

TEST_CASE("cross origin: named origins may read REST and feeds, not pages") {
    const auto site = with_cross_origin(site_handler(test::sample_access()), {"https://news.example"});
    const auto reply = ask(site, "/api/v1/search", "https://news.example");
    CHECK(header_of(reply, allow) == "https://news.example");
    CHECK(header_of(reply, "Access-Control-Expose-Headers").find("Link") != std::string::npos);
    CHECK(header_of(reply, "Cross-Origin-Resource-Policy") == "cross-origin");
    CHECK(header_of(reply, "Vary").find("Origin") != std::string::npos);
    CHECK(header_of(ask(site, "/feed.atom", "https://news.example"), allow) == "https://news.example");
    CHECK(header_of(ask(site, "/api/v1/search", "https://other.example"), allow).empty());
    CHECK(header_of(ask(site, "/", "https://news.example"), allow).empty());
    CHECK(header_of(ask(site, "/api/v1/search", ""), allow).empty());
    CHECK(header_of(ask(site, "/api/v1/search", ""), "Vary").find("Origin") != std::string::npos);
}

TEST_CASE("cross origin: preflights are answered for reading alone, unless the origin is named") {
    const auto site = with_cross_origin(site_handler(test::sample_access()), {"*"});
    const auto reply = ask(site, "/api/v1/search", "https://any.example", "OPTIONS");
    CHECK(reply.status == 204);
    CHECK(header_of(reply, allow) == "*");
    CHECK(header_of(reply, "Access-Control-Allow-Methods") == "GET, HEAD");
    const auto named = with_cross_origin(site_handler(test::sample_access()), {"https://desk.example"});
    const auto allowed = ask(named, "/api/v1/search", "https://desk.example", "OPTIONS");
    CHECK(header_of(allowed, "Access-Control-Allow-Methods") == "GET, HEAD, POST, PATCH, DELETE");
}

TEST_CASE("cross origin: what isn't an origin is refused with an example") {
    for (const char* wrong : {"news.example", "https://news.example/", "https://", "https://a b", "ftp://x", ""}) {
        CAPTURE(wrong);
        CHECK_THROWS_AS(check_origin(wrong), Error);
    }
    check_origin("https://news.example:8443");
    check_origin("*");
}
