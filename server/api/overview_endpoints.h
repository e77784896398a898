// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What is in the archive: the overview page, the rejected inputs, coverage by source and month, who had something
// first, acronyms. As pages and as JSON.

#include "server/api/archive_access.h"
#include "server/http/router.h"

#include <functional>

namespace broadsheet {

/// `overview` gives the archive's figures for the head of a page. All that is given is copied and must stay usable as
/// long as the router.
void add_overview_routes(Router& router, const ArchiveAccess& access, const std::function<ArchiveOverview()>& overview);

}  // namespace broadsheet
