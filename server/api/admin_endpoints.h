// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The page for whoever looks after the server.

#include "server/api/archive_access.h"
#include "server/http/router.h"

namespace broadsheet {

/// Adds /admin: GET shows it, POST is its buttons.
void add_admin_routes(Router& router, const ArchiveAccess& access);

}  // namespace broadsheet
