// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// GET /api/v1/timeline and the page that compares queries.

#include "server/api/archive_access.h"
#include "server/api/reply_cache.h"
#include "server/http/http.h"

#include <functional>

namespace broadsheet {

HttpResponse timeline_reply(const ArchiveAccess& access, ReplyCache& replies, const HttpRequest& request);

/// `overview` gives the archive's figures of a generation.
HttpResponse compare_page_reply(const ArchiveAccess& access, ReplyCache& replies, const HttpRequest& request,
                                const std::function<ArchiveOverview(std::uint64_t)>& overview);

}  // namespace broadsheet
