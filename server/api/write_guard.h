// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Who may change what the server keeps for readers: somebody at this machine, from a page of ours or from a program.

#include "server/http/http.h"

#include <optional>

namespace broadsheet {

/// 403 with the reason unless the request comes from a loopback address, straight (no proxy has forwarded it), names
/// this machine in its Host header, and no page elsewhere has made it. The addresses are those of the connection; a
/// name that only points here isn't this machine's, so that no page elsewhere can write by that detour.
std::optional<HttpResponse> refuse_writer(const HttpRequest& request);

}  // namespace broadsheet
