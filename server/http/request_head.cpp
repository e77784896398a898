// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/request_head.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "server/http/host_list.h"
#include "server/http/target.h"

namespace broadsheet {
namespace {

constexpr std::size_t header_count_max = 128;
constexpr std::size_t longest_method_and_version = 32;
constexpr std::array<std::string_view, 6> methods{"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"};

Refusal bad_request(std::string detail) {
    return {400, "bad-request", std::move(detail)};
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

std::string_view trim(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
    const std::size_t end = text.find_last_not_of(" \t");
    return end == std::string_view::npos ? std::string_view() : text.substr(begin, end + 1 - begin);
}

/// Calls `use` with each comma-separated member of a header value, without_outer_blanks, until it returns true; true if
/// one did.
template <typename Use>
bool any_member(std::string_view value, Use use) {
    while (!value.empty()) {
        const std::size_t comma = std::min(value.find(','), value.size());
        if (use(trim(value.substr(0, comma)))) return true;
        value.remove_prefix(std::min(comma + 1, value.size()));
    }
    return false;
}

bool has_bare_line_end(std::string_view bytes) {
    for (std::size_t at = bytes.find_first_of("\r\n"); at != std::string_view::npos;
         at = bytes.find_first_of("\r\n", at)) {
        if (bytes[at] == '\n') return true;
        if (at + 1 < bytes.size() && bytes[at + 1] != '\n') return true;
        at += 2;
    }
    return false;
}

struct RequestLine {
    std::string_view method;
    std::string_view target;
    bool is_http_1_0 = false;
};

std::variant<RequestLine, Refusal> parse_request_line(std::string_view line) {
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return bad_request("the first line is not an HTTP request");
    RequestLine parsed{line.substr(0, first), line.substr(first + 1, last - first - 1), false};
    const std::string_view version = line.substr(last + 1);
    if (!is_token(parsed.method) || parsed.target.find(' ') != std::string_view::npos) {
        return bad_request("the first line is not an HTTP request; write a space in the address as %20");
    }
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return bad_request("only HTTP/1.0 and HTTP/1.1 are spoken here");
    parsed.is_http_1_0 = version == "HTTP/1.0";
    return parsed;
}

std::optional<Refusal> parse_headers(std::string_view lines, HttpRequest& request) {
    while (!lines.empty()) {
        const std::size_t end = lines.find("\r\n");
        const std::string_view line = lines.substr(0, end);
        lines.remove_prefix(end + 2);
        if (line.empty()) return std::nullopt;
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
            return bad_request("a header line has no valid name before a colon");
        }
        const std::string_view value = trim(line.substr(colon + 1));
        if (has_control_character(value)) return bad_request("a header value contains a control character");
        if (request.headers.size() == header_count_max) {
            return Refusal{431, "too-many-headers", "the request has more than 128 headers"};
        }
        request.headers.emplace_back(lower_case(line.substr(0, colon)), value);
    }
    return std::nullopt;
}

std::size_t count_of(const HttpRequest& request, std::string_view name) {
    return static_cast<std::size_t>(std::count_if(request.headers.begin(), request.headers.end(),
                                                  [&](const auto& header) { return header.first == name; }));
}

std::optional<Refusal> check_method(std::string_view method) {
    if (std::find(methods.begin(), methods.end(), method) != methods.end()) return std::nullopt;
    return Refusal{405, "method-not-allowed", "this server answers GET, HEAD, POST, PATCH, DELETE and OPTIONS"};
}

std::optional<Refusal> check_host(const HttpRequest& request, const std::string& authority, const HttpLimits& limits) {
    if (count_of(request, "host") != 1) return bad_request("the request must have exactly one Host header");
    const auto host = host_name(authority.empty() ? *request.header("host") : std::string_view(authority));
    if (!host) return bad_request("the Host header does not name a host");
    if (!limits.hosts.empty() && !is_listed_host(*host, limits.hosts)) {
        return Refusal{421, "unknown-host", "this server does not answer for the host " + *host};
    }
    return std::nullopt;
}

void set_host(HttpRequest& request, const std::string& authority) {
    for (auto& [name, value] : request.headers)
        if (name == "host") value = authority;
}

std::optional<Refusal> check_length(CheckedRequest& checked, const HttpLimits& limits) {
    const std::size_t count = count_of(checked.request, "content-length");
    const std::string& method = checked.request.method;
    if (count > 1) return bad_request("the request has more than one Content-Length");
    if (count == 0) {
        if (method != "POST" && method != "PATCH") return std::nullopt;
        return Refusal{411, "length-required", "a " + method + " request needs a Content-Length"};
    }
    const std::string_view text = *checked.request.header("content-length");
    const bool all_digits = !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
    if (!all_digits) return bad_request("Content-Length is not a number");
    const auto read = std::from_chars(text.data(), text.data() + text.size(), checked.body_bytes);
    if (read.ec != std::errc() || checked.body_bytes > limits.body_bytes_max) {
        return Refusal{
            413, "too-large",
            "the body may have at most " + std::to_string(limits.body_bytes_max) + " bytes; send it in parts"};
    }
    if (checked.body_bytes > 0 && method != "POST" && method != "PATCH" && method != "DELETE") {
        return bad_request("a " + method + " request must have no body");
    }
    return std::nullopt;
}

std::optional<Refusal> check_body_form(const HttpRequest& request) {
    if (request.header("transfer-encoding")) {
        return Refusal{411, "length-required", "Transfer-Encoding is not accepted; send a Content-Length"};
    }
    const auto encoding = request.header("content-encoding");
    if (encoding && lower_case(*encoding) != "identity") {
        return Refusal{415, "unsupported-encoding", "compressed bodies are not accepted; send it uncompressed"};
    }
    const auto type = request.header("content-type");
    if (type && lower_case(*type).starts_with("multipart/")) {
        return Refusal{415, "unsupported-type", "multipart bodies are not accepted; send JSON or NDJSON"};
    }
    return std::nullopt;
}

bool weight_is_zero(std::string_view member) {
    const std::size_t at = member.find("q=");
    return at != std::string_view::npos && member.substr(at + 2).find_first_not_of("0.") == std::string_view::npos;
}

bool accepts_gzip(const HttpRequest& request) {
    const auto value = request.header("accept-encoding");
    return value && any_member(lower_case(*value), [](std::string_view member) {
               const std::string_view coding = trim(member.substr(0, member.find(';')));
               return (coding == "gzip" || coding == "x-gzip") && !weight_is_zero(member);
           });
}

bool connection_says(const HttpRequest& request, std::string_view option) {
    const auto value = request.header("connection");
    return value && any_member(lower_case(*value), [&](std::string_view member) { return member == option; });
}

void note_wishes(CheckedRequest& checked, bool is_http_1_0) {
    const HttpRequest& request = checked.request;
    const bool close = connection_says(request, "close");
    checked.keep_alive = !close && (!is_http_1_0 || connection_says(request, "keep-alive"));
    const auto expect = request.header("expect");
    checked.expects_continue = expect && lower_case(*expect) == "100-continue" && !is_http_1_0;
    checked.accepts_gzip = accepts_gzip(request);
    checked.accepts_chunks = !is_http_1_0;
}

}  // namespace

bool is_token(std::string_view text) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               marks.find(c) != std::string_view::npos;
    });
}

bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

std::variant<std::optional<std::string_view>, Refusal> find_head(std::string_view received, const HttpLimits& limits) {
    const std::size_t end = received.find("\r\n\r\n");
    const std::string_view head = end == std::string_view::npos ? received : received.substr(0, end + 4);
    if (has_bare_line_end(head)) return bad_request("lines of the request must end in CR LF");
    if (std::min(head.find('\r'), head.size()) > limits.target_bytes_max + longest_method_and_version) {
        return Refusal{414, "address-too-long",
                       "the address may have at most " + std::to_string(limits.target_bytes_max) + " bytes"};
    }
    if (head.size() > limits.header_bytes_max) {
        return Refusal{431, "headers-too-large",
                       "the headers may have at most " + std::to_string(limits.header_bytes_max) + " bytes"};
    }
    if (end == std::string_view::npos) return std::optional<std::string_view>();
    return std::optional<std::string_view>(head);
}

std::variant<CheckedRequest, Refusal> parse_head(std::string_view head, const HttpLimits& limits) {
    const std::size_t line_end = head.find("\r\n");
    auto line = parse_request_line(head.substr(0, line_end));
    if (auto* refusal = std::get_if<Refusal>(&line)) return std::move(*refusal);
    const RequestLine& parts = std::get<RequestLine>(line);

    CheckedRequest checked;
    HttpRequest& request = checked.request;
    request.method = parts.method;
    if (auto refusal = check_method(request.method)) return std::move(*refusal);
    if (auto refusal = parse_headers(head.substr(line_end + 2), request)) return std::move(*refusal);
    std::string error;
    auto target = parse_target(parts.target, error);
    if (!target) return bad_request(std::move(error));
    request.path = std::move(target->path);
    request.parameters = std::move(target->parameters);

    if (auto refusal = check_host(request, target->authority, limits)) return std::move(*refusal);
    // RFC 9112, 3.2.2: what an absolute target names holds, and is all that has been checked.
    if (!target->authority.empty()) set_host(request, target->authority);
    if (auto refusal = check_body_form(request)) return std::move(*refusal);
    if (auto refusal = check_length(checked, limits)) return std::move(*refusal);
    note_wishes(checked, parts.is_http_1_0);
    return checked;
}

}  // namespace broadsheet
