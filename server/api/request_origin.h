// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Where a request was made: at this machine, by a page of ours, by a page elsewhere. Pure.

#include "server/http/http.h"

namespace broadsheet {

/// True if the request comes from a loopback address, straight (no proxy has forwarded it), and names this machine in
/// its Host header. The addresses are those of the connection; a name that only points here isn't this machine's, so
/// that no page elsewhere gets in by that detour.
bool is_at_this_machine(const HttpRequest& request);

/// True if a page that isn't ours has made the request. Browsers say so; programs say nothing.
bool is_from_elsewhere(const HttpRequest& request);

}  // namespace broadsheet
