// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The language of a page: who asks, how a choice is kept, and what caches must know of it.

#include "server/http/http.h"
#include "server/pages/reader.h"

#include <string>

namespace broadsheet {

/// The reader of the page that `request` asks for.
Language reader_of(const HttpRequest& request);

/// The address of that page, as links may name it: its path and query.
std::string address_of(const HttpRequest& request);

/// GET /language?to=de&back=/?q=x: sets the cookie, and leads back to a page of this site.
HttpResponse language_choice(const HttpRequest& request);

/// Says that a page depends on the reader's language.
void add_language_headers(HttpResponse& response);

}  // namespace broadsheet
