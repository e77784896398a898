// SPDX-License-Identifier: GPL-3.0-or-later
// What every reply of a site says to browsers beside its body.
#include "server/api/site.h"
#include "server/http/stored_body.h"
#include "tests/server/shelf_site.h"

#include <doctest/doctest.h>

using namespace broadsheet;

namespace {

bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != text.npos;
}

/// An address of the route, with what its placeholders may hold.
std::string address_of_route(std::string route) {
    for (const auto& [placeholder, value] :
         {std::pair{"{id}", "1"}, {"{number}", "1"}, {"{hash}", "0"}, {"{file}", "style.css"}}) {
        const std::size_t at = route.find(placeholder);
        if (at != route.npos) route.replace(at, std::string_view(placeholder).size(), value);
    }
    CHECK(route.find('{') == route.npos);
    return route;
}

void check_headers(const HttpResponse& response) {
    const std::string policy = test::header_of(response, "Content-Security-Policy");
    for (const char* part :
         {"default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"})
        CHECK(holds(policy, part));
    CHECK_FALSE(holds(policy, "unsafe"));
    CHECK(test::header_of(response, "X-Content-Type-Options") == "nosniff");
    CHECK_FALSE(test::header_of(response, "Referrer-Policy").empty());
    CHECK(test::header_of(response, "Cross-Origin-Opener-Policy") == "same-origin");
    CHECK(holds(test::header_of(response, "Permissions-Policy"), "camera=()"));
    CHECK(holds(test::header_of(response, "Cross-Origin-Resource-Policy"), "origin"));
    if (response.status == 304 || response.status == 204) return;
    CHECK_FALSE(response.content_type.empty());
    if (response.content_type.starts_with("text/")) CHECK(holds(response.content_type, "charset=utf-8"));
}

}  // namespace

TEST_CASE("response headers: every address, whatever it answers, says what browsers may do with it") {
    test::ShelfSite shelf;
    std::vector<std::pair<std::string, std::string>> routes = site_routes();
    CHECK(routes.size() > 40);
    for (const char* nowhere : {"/nowhere", "/api/v1/nowhere", "/articles/none", "/static/0/none.js"})
        routes.emplace_back("GET", nowhere);
    for (const auto& [method, route] : routes) {
        const std::string path = address_of_route(route);
        CAPTURE(method);
        CAPTURE(path);
        check_headers(shelf.answered({method, path, {}, shelf.local, "", "127.0.0.1"}));
        check_headers(shelf.answered({method, path, {{"<script>", "\r\nX: y"}}, shelf.local, "no JSON", "127.0.0.1"}));
        check_headers(shelf.answered({"PUT", path, {}, shelf.local, "", "127.0.0.1"}));
    }
}
