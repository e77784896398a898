// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What becomes of a handler's reply before it is sent: 304, compression, Vary, default headers. Pure.

#include <ctime>
#include <string>
#include <string_view>

#include "server/http/http.h"
#include "server/http/request_head.h"

namespace broadsheet {

/// True if an If-None-Match value (`*`, or a list of ETags) names `etag`, compared weakly (RFC 9110, 13.1.2).
bool etag_matches(std::string_view if_none_match, std::string_view etag);

/// Readies a reply for its request: drops what may not be sent, answers 304 where the client has the ETag, adds Vary
/// and X-Content-Type-Options. Afterwards `compress` says whether the body is worth sending as gzip.
struct PreparedResponse {
    HttpResponse response;
    bool compress = false;
};
PreparedResponse prepare_response(HttpResponse response, const CheckedRequest& checked);

/// A whole HTTP/1.1 reply for a connection that ends with it: how refusals are sent.
std::string closing_response(const HttpResponse& response, bool without_body);

/// RFC 9110's form of a time: Sun, 06 Nov 1994 08:49:37 GMT.
std::string http_date(std::time_t when);

}  // namespace broadsheet
