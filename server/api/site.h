// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which address answers what: REST below /api/v1, pages, static files, health.

#include "server/api/archive_access.h"
#include "server/http/http.h"

namespace broadsheet {

/// Answers every request of a site. Errors become problem+json below /api and a page elsewhere; every reply carries the
/// security headers. May be called from any thread at the same time.
HttpHandler site_handler(ArchiveAccess access);

}  // namespace broadsheet
