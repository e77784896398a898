// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The whole server side of an archive as one HTTP handler. The only file of the server that knows Searcher.

#include "engine/search/searcher.h"
#include "server/api/site.h"
#include "server/http/http.h"

#include <functional>
#include <memory>

namespace broadsheet {

/// REST, pages and static files over `searcher`. `jobs` are what changes the archive; empty if nothing does.
/// `cache_bytes` bounds what is kept of finished replies; 0 keeps none. Keys and audit log are those of the archive's
/// folder; `rules` say what nobody needs a key for. `server` is told of by /metrics and /readyz.
HttpHandler archive_handler(std::shared_ptr<Searcher> searcher, std::shared_ptr<JobQueue> jobs = {},
                            std::size_t cache_bytes = cache_bytes_default, AccessRules rules = {},
                            std::shared_ptr<ServerState> server = {});

}  // namespace broadsheet
