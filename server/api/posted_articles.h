// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The body of POST /api/v1/articles, checked as far as the door: what it says is for the indexer to read.

#include "engine/inbox/inbox.h"
#include "server/api/search_parameters.h"
#include "server/http/http.h"

#include <variant>

namespace broadsheet {

/// Objects within objects of a posted article; news has three or four.
inline constexpr std::size_t posted_depth_max = 64;

/// How the body is to be kept; a refusal (400 with the position, 415) if it isn't JSON: an object, an array of objects
/// or {"articles": [objects]} as application/json, an object a line as application/x-ndjson. Needs no memory besides
/// the body's.
std::variant<RequestKind, HttpResponse> check_posted(const HttpRequest& request);

}  // namespace broadsheet
