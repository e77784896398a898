// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The kinds of reply that a site gives: JSON, pages, static files, refusals, and the headers on all of them.

#include "server/api/search_parameters.h"
#include "server/http/http.h"

#include <string>
#include <string_view>

namespace broadsheet {

/// A reply that a client may keep but must ask about; `tag` is its strong ETag, or empty for one not to be kept at all.
HttpResponse json_reply(std::string body, std::string tag = {});
HttpResponse page_reply(std::string html, std::string tag = {});

/// Plain text, looked at anew each time.
HttpResponse text_reply(std::string body);

/// 304 to a request whose If-None-Match names `tag`: for answering before the work is done.
bool client_has(const HttpRequest& request, std::string_view tag);
HttpResponse not_modified(std::string tag);

HttpResponse refusal(const ParameterFault& fault);

/// A file of web/static. Kept for ever if `hash` is the one of its bytes; a link from an older page gets the new file.
HttpResponse static_reply(std::string_view hash, std::string_view file_name);

/// The page that says what the problem+json reply `refused` says.
HttpResponse page_of(const HttpResponse& refused, const ParameterList& typed);

/// Lets no cache between keep the reply for anybody but the client whose key it was given to.
void mark_private(HttpResponse& response, std::string_view path);

/// Adds the headers that confine what a page of ours may do.
void add_security_headers(HttpResponse& response);

}  // namespace broadsheet
