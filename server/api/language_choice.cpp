// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/language_choice.h"

#include "server/api/parameter_readers.h"
#include "server/api/replies.h"
#include "server/api/request_checks.h"
#include "server/api/search_links.h"

#include <algorithm>
#include <vector>

namespace broadsheet {
namespace {

constexpr std::string_view kept_for_a_year = "; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly";

/// What may not stand in a Location is percent-encoded; what is encoded already stays so.
std::string with_safe_characters(std::string_view address) {
    constexpr std::string_view forbidden = " \"<>\\^`{|}";
    constexpr char digits[] = "0123456789ABCDEF";
    std::string safe;
    for (const char c : address) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7f && forbidden.find(c) == forbidden.npos)
            safe += c;
        else
            safe += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return safe;
}

/// A page of this site: two slashes, or a slash and what browsers take for one, would lead to another host.
bool is_local(std::string_view address) {
    return address.starts_with('/') && (address.size() == 1 || (address[1] != '/' && address[1] != '\\'));
}

}  // namespace

Language reader_of(const HttpRequest& request) {
    return language_of(request.header("cookie").value_or(""), request.header("accept-language").value_or(""));
}

std::string address_of(const HttpRequest& request) {
    return request.method == "GET" ? url_of(request.path, request.parameters) : "/";
}

HttpResponse language_choice(const HttpRequest& request) {
    constexpr std::string_view valid[] = {"to", "back"};
    if (auto refused = refuse_others(request, valid)) return *refused;
    const std::string wanted(request.parameter("to").value_or(""));
    const auto known = std::ranges::find(page_languages(), wanted, &LanguageEntry::code);
    if (known == page_languages().end()) {
        std::vector<std::string_view> codes;
        for (const auto& entry : page_languages()) codes.push_back(entry.code);
        return refusal(*bad_value("to", wanted, "a language of these pages: " + listed(codes)));
    }
    const auto back = request.parameter("back").value_or("/");
    HttpResponse response;
    response.status = 303;
    response.headers.emplace_back("Location", is_local(back) ? with_safe_characters(back) : "/");
    response.headers.emplace_back("Set-Cookie", "language=" + wanted + std::string(kept_for_a_year));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

void add_language_headers(HttpResponse& response) {
    if (response.status != 304 && !response.content_type.starts_with("text/html")) return;
    const auto vary = std::ranges::find(response.headers, "Vary", &std::pair<std::string, std::string>::first);
    if (vary == response.headers.end())
        response.headers.emplace_back("Vary", "Accept-Language, Cookie");
    else
        vary->second += ", Accept-Language, Cookie";
    if (response.status != 304) response.headers.emplace_back("Content-Language", reader_language_code());
}

}  // namespace broadsheet
