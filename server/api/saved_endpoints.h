// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Saved searches over HTTP: as JSON below /api/v1/searches, as a page with forms at /saved. Reading is for everybody,
// writing for those that access_need.h lets in.

#include "server/api/archive_access.h"
#include "server/http/router.h"

#include <functional>

namespace broadsheet {

/// `overview` gives the archive's figures for the head of a page. All that is given is copied and must stay usable as
/// long as the router.
void add_saved_routes(Router& router, const ArchiveAccess& access, const std::function<ArchiveOverview()>& overview);

}  // namespace broadsheet
