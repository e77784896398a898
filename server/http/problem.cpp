// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/problem.h"

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/error.h"

namespace broadsheet {
namespace {

constexpr std::array<std::pair<int, std::string_view>, 30> reason_phrases{{
    {100, "Continue"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {421, "Misdirected Request"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
}};

struct KindReply {
    int status;
    std::string_view code;
};

KindReply reply_for(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::usage:
            return {400, "bad-request"};
        case ErrorKind::not_found:
            return {404, "not-found"};
        case ErrorKind::busy:
            return {503, "busy"};
        case ErrorKind::corrupt:
            return {503, "archive-corrupt"};
        case ErrorKind::io:
            return {503, "io-failed"};
    }
    return {500, "internal"};
}

}  // namespace

std::string_view reason_phrase(int status) {
    for (const auto& [known, phrase] : reason_phrases) {
        if (known == status) return phrase;
    }
    return "Unknown";
}

HttpResponse problem(int status, std::string_view code, std::string_view detail, const ProblemExtensions& extensions) {
    nlohmann::ordered_json json;
    json["type"] = "about:blank";
    json["title"] = reason_phrase(status);
    json["status"] = status;
    json["detail"] = detail;
    json["code"] = code;
    if (extensions.param) json["param"] = *extensions.param;
    if (extensions.position) json["position"] = *extensions.position;
    if (extensions.suggestion) json["suggestion"] = *extensions.suggestion;

    HttpResponse response;
    response.status = status;
    response.content_type = "application/problem+json";
    response.body = json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    response.headers.emplace_back("Cache-Control", "no-store");
    if (status == 503) response.headers.emplace_back("Retry-After", "1");
    return response;
}

HttpResponse problem_of(const std::exception_ptr& exception) {
    try {
        std::rethrow_exception(exception);
    } catch (const Error& error) {
        const KindReply reply = reply_for(error.kind());
        return problem(reply.status, reply.code, error.what());
    } catch (...) {
        return problem(500, "internal", "the server failed to answer this request; its log says why");
    }
}

}  // namespace broadsheet
