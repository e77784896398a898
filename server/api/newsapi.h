// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The archive under the addresses, parameters and reply shapes that clients of NewsAPI (version 2) know.

#include "server/api/archive_access.h"
#include "server/http/http.h"
#include "server/http/router.h"

namespace broadsheet {

/// GET /v2/everything: q, searchIn, sources, from, to, language, sortBy, pageSize (100), page. Errors have NewsAPI's
/// shape, too: status, code, message.
HttpResponse newsapi_everything(const ArchiveAccess& access, const HttpRequest& request);

/// GET /v2/top-headlines: the newest articles; also category, which is a section here.
HttpResponse newsapi_headlines(const ArchiveAccess& access, const HttpRequest& request);

/// GET /v2/sources and /v2/top-headlines/sources.
HttpResponse newsapi_sources(const ArchiveAccess& access, const HttpRequest& request);

/// What problem+json refuses, in NewsAPI's shape: 401 is apiKeyMissing or apiKeyInvalid.
HttpResponse newsapi_refusal(const HttpResponse& refused);

/// Routes to all of them. `access` must outlive the router.
void add_newsapi_routes(Router& router, const ArchiveAccess& access);

}  // namespace broadsheet
