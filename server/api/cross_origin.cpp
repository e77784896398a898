// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/cross_origin.h"

#include "engine/error.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::string_view preflight_age_s = "86400";

bool is_for_programs(std::string_view path) {
    return path.starts_with("/api/") || path.starts_with("/v2/") || path.starts_with("/feed.") ||
           path == "/openapi.json";
}

/// What Access-Control-Allow-Origin says to this request; empty if its origin may not read.
std::string allowed_origin(const HttpRequest& request, const std::vector<std::string>& origins) {
    const auto origin = request.header("origin");
    if (!origin || !is_for_programs(request.path)) return {};
    if (std::ranges::find(origins, "*") != origins.end()) return "*";
    return std::ranges::find(origins, *origin) == origins.end() ? std::string() : std::string(*origin);
}

void set_header(HttpResponse& response, const std::string& name, std::string value) {
    std::erase_if(response.headers, [&](const auto& header) { return header.first == name; });
    response.headers.emplace_back(name, std::move(value));
}

/// Pages of an origin that is named may also change something, with a key that they send themselves.
HttpResponse preflight(bool named) {
    HttpResponse response;
    response.status = 204;
    response.headers = {{"Access-Control-Allow-Methods", named ? "GET, HEAD, POST, PATCH, DELETE" : "GET, HEAD"},
                        {"Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match, X-Api-Key"},
                        {"Access-Control-Max-Age", std::string(preflight_age_s)}};
    return response;
}

}  // namespace

void check_origin(const std::string& origin) {
    if (origin == "*") return;
    const std::size_t scheme = origin.starts_with("https://") ? 8 : origin.starts_with("http://") ? 7 : 0;
    const std::string_view host = std::string_view(origin).substr(scheme);
    const bool plain = host.find_first_of("/?#@ \t,*\"\\") == host.npos;
    if (scheme == 0 || host.empty() || !plain)
        throw Error(ErrorKind::usage,
                    "--cors " + origin + ": expected an origin such as https://news.example, without a path, or *");
}

HttpHandler with_cross_origin(HttpHandler handler, std::vector<std::string> origins) {
    if (origins.empty()) return handler;
    return [handler = std::move(handler), origins = std::move(origins)](const HttpRequest& request) {
        const std::string allowed = allowed_origin(request, origins);
        const bool asks_first = request.method == "OPTIONS" && request.header("access-control-request-method");
        HttpResponse response = asks_first && !allowed.empty() ? preflight(allowed != "*") : handler(request);
        if (is_for_programs(request.path)) {
            std::string vary = "Origin";
            for (const auto& [name, value] : response.headers) {
                if (name == "Vary") vary = value + ", Origin";
            }
            set_header(response, "Vary", std::move(vary));
        }
        if (allowed.empty()) return response;
        set_header(response, "Access-Control-Allow-Origin", allowed);
        set_header(response, "Access-Control-Expose-Headers", "Link, ETag, X-Total-Count");
        set_header(response, "Cross-Origin-Resource-Policy", "cross-origin");
        return response;
    };
}

}  // namespace broadsheet
