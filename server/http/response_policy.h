// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What becomes of a handler's reply before it is sent: 304, compression, Vary, default headers. Pure.

#include <cstddef>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/http.h"
#include "server/http/request_head.h"

namespace broadsheet {

/// True if an If-None-Match value (`*`, or a list of ETags) names `etag`, compared weakly (RFC 9110, 13.1.2).
bool etag_matches(std::string_view if_none_match, std::string_view etag);

/// Readies a reply for its request: drops what may not be sent, answers 304 where the client has the ETag, compresses
/// what is worth it, adds Vary and X-Content-Type-Options.
struct PreparedResponse {
    HttpResponse response;
    bool has_body = true;     ///< the reply has a length, 0 or more
    bool compressed = false;  ///< `payload` is gzip, and a header says so

    /// What follows the head, unless the request was HEAD; until the response goes.
    std::string_view payload() const;
};
PreparedResponse prepare_response(HttpResponse response, const CheckedRequest& checked);

/// Status line, headers and the empty line. No value for the length of replies that have none (304).
std::string response_head(const HttpResponse& response, std::optional<std::size_t> content_bytes, bool closes);

/// A whole HTTP/1.1 reply for a connection that ends with it: how refusals are sent.
std::string closing_response(const HttpResponse& response, bool without_body);

/// RFC 9110's form of a time: Sun, 06 Nov 1994 08:49:37 GMT.
std::string http_date(std::time_t when);

}  // namespace broadsheet
