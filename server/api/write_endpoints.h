// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Adding and removing articles, reindexing, and the jobs that do so.

#include "server/api/archive_access.h"
#include "server/http/router.h"

namespace broadsheet {

/// Adds POST /api/v1/articles, DELETE /api/v1/articles/{id}, POST /api/v1/reindex and /api/v1/jobs.
void add_write_routes(Router& router, const ArchiveAccess& access);

}  // namespace broadsheet
