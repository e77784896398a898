// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The server's address as a client knows it, for replies that must name whole addresses.

#include "server/http/http.h"

#include <string>

namespace broadsheet {

/// "http://127.0.0.1:8080" by the request's Host header, which has been checked; https if a proxy says so in
/// X-Forwarded-Proto. Without a slash at its end; "http://localhost" if the request names no host.
std::string base_address(const HttpRequest& request);

}  // namespace broadsheet
