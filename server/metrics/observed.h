// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A handler whose requests are counted and, if wanted, noted in the log.

#include "server/http/http.h"
#include "server/metrics/server_state.h"

#include <memory>

namespace broadsheet {

/// What the log says of each request: nothing, or method, path, status, bytes and time. Never the query, and the
/// client's address only if asked for.
struct AccessLog {
    bool requests = false;
    bool clients = false;
};

/// Counts in `state` whatever `handler` answers. What it throws counts as 500 and goes on.
HttpHandler observed(HttpHandler handler, std::shared_ptr<ServerState> state, AccessLog access);

}  // namespace broadsheet
