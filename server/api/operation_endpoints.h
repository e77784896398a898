// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What operators ask: is it there, can it answer, how is it doing.

#include "server/api/archive_access.h"
#include "server/api/reply_cache.h"
#include "server/http/router.h"

namespace broadsheet {

/// /healthz, /readyz, /metrics. `replies` must outlive the router.
void add_operation_routes(Router& router, const ArchiveAccess& access, const ReplyCache& replies);

}  // namespace broadsheet
