// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/replies.h"

#include "server/http/problem.h"
#include "server/http/response_policy.h"
#include "server/pages/error_page.h"
#include "server/pages/web_files.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::string_view content_security_policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri "
    "'none'; "
    "frame-ancestors 'none'; connect-src 'self'";

/// A page to read and search in needs none of these.
constexpr std::string_view permissions_policy =
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

HttpResponse tagged(std::string_view content_type, std::string body, std::string tag) {
    HttpResponse response;
    response.content_type = content_type;
    response.body = std::move(body);
    response.headers.emplace_back("Cache-Control", tag.empty() ? "no-store" : "no-cache");
    if (!tag.empty()) response.headers.emplace_back("ETag", std::move(tag));
    return response;
}

}  // namespace

HttpResponse json_reply(std::string body, std::string tag) {
    return tagged("application/json", std::move(body), std::move(tag));
}

HttpResponse page_reply(std::string html, std::string tag) {
    return tagged("text/html; charset=utf-8", std::move(html), std::move(tag));
}

HttpResponse text_reply(std::string body) {
    HttpResponse response;
    response.body = std::move(body);
    response.headers.emplace_back("Cache-Control", "no-cache");
    return response;
}

bool client_has(const HttpRequest& request, std::string_view tag) {
    const auto offered = request.header("if-none-match");
    return offered && etag_matches(*offered, tag);
}

HttpResponse not_modified(std::string tag) {
    HttpResponse response = tagged("text/plain; charset=utf-8", {}, std::move(tag));
    response.status = 304;
    return response;
}

HttpResponse refusal(const ParameterFault& fault) {
    ProblemExtensions extensions;
    extensions.param = fault.parameter;
    if (!fault.suggestion.empty()) extensions.suggestion = fault.suggestion;
    return problem(fault.status, fault.code, fault.detail, extensions);
}

HttpResponse static_reply(std::string_view hash, std::string_view file_name) {
    if (!is_static_file(file_name))
        return problem(404, "not-found", "There is no file " + std::string(file_name) + " here.");
    HttpResponse response;
    response.content_type = content_type_of(file_name);
    response.body = static_bytes(file_name);
    const bool current = hash == hash_of_file(file_name);
    response.headers.emplace_back("Cache-Control", current ? "public, max-age=31536000, immutable" : "no-cache");
    return response;
}

HttpResponse page_of(const HttpResponse& refused, const ParameterList& typed) {
    const auto json = nlohmann::json::parse(refused.body, nullptr, false);
    const std::string detail = json.is_object() ? json.value("detail", std::string()) : std::string();
    HttpResponse response = page_reply(error_page(refused.status, detail, typed));
    response.status = refused.status;
    for (const auto& header : refused.headers) {
        if (header.first != "Cache-Control") response.headers.push_back(header);
    }
    return response;
}

void mark_private(HttpResponse& response, std::string_view path) {
    const std::string keys = path.starts_with("/v2/") ? "Authorization, X-Api-Key" : "Authorization";
    bool kept = false, varies = false;
    for (auto& [name, value] : response.headers) {
        if (name == "Cache-Control") {
            kept = true;
            if (value != "no-store") value = "private, " + value;
        } else if (name == "Vary") {
            varies = true;
            value += ", " + keys;
        }
    }
    if (!kept) response.headers.emplace_back("Cache-Control", "private");
    if (!varies) response.headers.emplace_back("Vary", keys);
}

void add_security_headers(HttpResponse& response) {
    const std::pair<std::string_view, std::string_view> headers[] = {
        {"Content-Security-Policy", content_security_policy},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Permissions-Policy", permissions_policy},
    };
    for (const auto& [name, value] : headers) {
        const bool set = std::any_of(response.headers.begin(), response.headers.end(),
                                     [name = name](const auto& header) { return header.first == name; });
        if (!set) response.headers.emplace_back(name, value);
    }
}

}  // namespace broadsheet
