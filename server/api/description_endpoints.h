// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The endpoints that describe REST: /openapi.json for programs, /api for people.

#include "server/api/archive_access.h"
#include "server/http/http.h"

namespace broadsheet {

HttpResponse openapi_reply(const HttpRequest& request);

/// Its examples name an article and a story of this archive, and the host by which the client knows us.
HttpResponse api_page_reply(const ArchiveAccess& access, const HttpRequest& request, const ArchiveOverview& overview);

}  // namespace broadsheet
