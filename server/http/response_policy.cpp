// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/response_policy.h"

#include <strings.h>
#include <algorithm>
#include <array>
#include <cstdio>

#include "server/http/problem.h"
#include "server/http/stored_body.h"

namespace broadsheet {
namespace {

/// Below this a reply fits one packet anyway.
constexpr std::size_t compressed_bytes_min = 1024;

bool same_name(std::string_view left, std::string_view right) {
    return left.size() == right.size() && strncasecmp(left.data(), right.data(), left.size()) == 0;
}

std::string* find_header(HttpResponse& response, std::string_view name) {
    for (auto& header : response.headers) {
        if (same_name(header.first, name)) return &header.second;
    }
    return nullptr;
}

bool may_be_sent(const std::pair<std::string, std::string>& header) {
    constexpr std::array<std::string_view, 4> framing{"Content-Length", "Transfer-Encoding", "Connection",
                                                      "Keep-Alive"};
    const bool frames = std::any_of(framing.begin(), framing.end(),
                                    [&](std::string_view name) { return same_name(header.first, name); });
    return !frames && is_token(header.first) && !has_control_character(header.second);
}

bool is_compressible(std::string_view content_type) {
    const std::string_view type = content_type.substr(0, content_type.find(';'));
    if (type == "text/event-stream") return false;
    return type.starts_with("text/") || type.ends_with("json") || type.ends_with("xml") ||
           type.ends_with("javascript") || type == "application/x-research-info-systems" ||
           type == "application/x-bibtex" || type == "application/jsonl";
}

void add_vary(HttpResponse& response) {
    std::string* vary = find_header(response, "Vary");
    if (!vary) {
        response.headers.emplace_back("Vary", "Accept-Encoding");
    } else if (vary->find("Accept-Encoding") == std::string::npos && *vary != "*") {
        *vary += ", Accept-Encoding";
    }
}

bool client_has_it(HttpResponse& response, const HttpRequest& request) {
    if (response.status != 200 || (request.method != "GET" && request.method != "HEAD")) return false;
    const std::string* etag = find_header(response, "ETag");
    const auto condition = request.header("if-none-match");
    return etag && condition && etag_matches(*condition, *etag);
}

/// A compressed reply has other bytes than the plain one, so the two may not share a strong ETag.
void weaken_etag(HttpResponse& response) {
    std::string* etag = find_header(response, "ETag");
    if (etag && !etag->starts_with("W/")) etag->insert(0, "W/");
}

std::string_view opaque_tag(std::string_view etag) {
    const std::size_t begin = std::min(etag.find_first_not_of(" \t"), etag.size());
    const std::size_t end = etag.find_last_not_of(" \t");
    etag = end == std::string_view::npos ? std::string_view() : etag.substr(begin, end + 1 - begin);
    if (etag.starts_with("W/")) etag.remove_prefix(2);
    return etag;
}

}  // namespace

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
    const std::string_view wanted = opaque_tag(etag);
    while (!if_none_match.empty()) {
        // A comma may be part of a quoted tag.
        const std::size_t open = if_none_match.find_first_of("\",");
        const bool quoted = open != std::string_view::npos && if_none_match[open] == '"';
        const std::size_t close = quoted ? if_none_match.find('"', open + 1) : open;
        const std::size_t end =
            std::min(if_none_match.find(',', std::min(close, if_none_match.size())), if_none_match.size());
        const std::string_view tag = opaque_tag(if_none_match.substr(0, end));
        if (tag == "*" || (!tag.empty() && tag == wanted)) return true;
        if_none_match.remove_prefix(std::min(end + 1, if_none_match.size()));
    }
    return false;
}

std::string_view PreparedResponse::payload() const {
    if (!response.stored) return response.body;
    return compressed ? response.stored->gzip() : response.stored->plain();
}

PreparedResponse prepare_response(HttpResponse response, const CheckedRequest& checked) {
    if (response.status < 200 || response.status > 599) {
        response = problem(500, "internal", "the server produced a reply without a valid status");
    }
    std::erase_if(response.headers, [](const auto& header) { return !may_be_sent(header); });
    if (has_control_character(response.content_type)) response.content_type = "application/octet-stream";
    if (client_has_it(response, checked.request)) response.status = 304;

    PreparedResponse prepared;
    prepared.has_body = response.status != 304 && response.status != 204;
    if (!prepared.has_body) {
        response.body.clear();
        response.stored.reset();
        response.next_piece = nullptr;
    }
    const bool compressible = is_compressible(response.content_type) && !find_header(response, "Content-Encoding");
    if (compressible && response.status != 204) add_vary(response);
    if (!find_header(response, "X-Content-Type-Options")) {
        response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    }
    if (response.next_piece) response.body.clear();
    const std::size_t bytes = response.stored ? response.stored->plain().size() : response.body.size();
    prepared.compressed = compressible && checked.accepts_gzip && bytes >= compressed_bytes_min;
    if (prepared.compressed) {
        weaken_etag(response);
        response.headers.emplace_back("Content-Encoding", "gzip");
        if (!response.stored) response.body = gzip_of(response.body);
    }
    prepared.response = std::move(response);
    return prepared;
}

std::string response_head(const HttpResponse& response, std::optional<std::size_t> content_bytes, bool closes) {
    constexpr std::size_t usual_bytes = 768;
    std::string head;
    head.reserve(usual_bytes);
    const auto add = [&head](std::string_view name, std::string_view value) {
        head.append(name).append(": ").append(value).append("\r\n");
    };
    head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    head.append(reason_phrase(response.status)).append("\r\n");
    add("Date", http_date(std::time(nullptr)));
    if (closes) add("Connection", "close");
    if (content_bytes) {
        add("Content-Type", response.content_type);
        add("Content-Length", std::to_string(*content_bytes));
    }
    for (const auto& [name, value] : response.headers) add(name, value);
    return head.append("\r\n");
}

std::string closing_response(const HttpResponse& response, bool without_body) {
    HttpResponse sent = response;
    std::erase_if(sent.headers, [](const auto& header) { return !may_be_sent(header); });
    if (!find_header(sent, "X-Content-Type-Options")) sent.headers.emplace_back("X-Content-Type-Options", "nosniff");
    std::string text = response_head(sent, sent.body.size(), true);
    if (!without_body) text += sent.body;
    return text;
}

std::string http_date(std::time_t when) {
    constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm utc{};
    gmtime_r(&when, &utc);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                  days.at(static_cast<std::size_t>(utc.tm_wday)), utc.tm_mday,
                  months.at(static_cast<std::size_t>(utc.tm_mon)), utc.tm_year + 1900, utc.tm_hour, utc.tm_min,
                  utc.tm_sec);
    return text.data();
}

}  // namespace broadsheet
