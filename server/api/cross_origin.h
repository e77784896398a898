// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which pages of other origins may read replies (CORS, as the Fetch standard has it). Unless told, none.

#include "server/http/http.h"

#include <string>
#include <vector>

namespace broadsheet {

/// Throws Error{usage} for what is neither * nor an origin such as https://news.example:8443 (no path).
void check_origin(const std::string& origin);

/// Lets pages of the origins read what GET answers below /api, /v2 and in feeds, and answers browsers’ preflights.
/// Changes are what authority.h makes of them: pages of an origin that is named need a key for them, others can't.
/// `origins` are checked; empty: `handler` itself.
HttpHandler with_cross_origin(HttpHandler handler, std::vector<std::string> origins);

}  // namespace broadsheet
