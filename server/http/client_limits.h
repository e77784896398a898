// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How many requests one client may make: told in RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers),
// refused with 429 and Retry-After.

#include "server/http/http.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace broadsheet {

/// As many as ten seconds allow may come at once: a page with its files and what is typed into it.
inline constexpr std::uint32_t rate_window_s = 10;

/// Limits each client (client_network() of the request's remote address) to so many requests a second; clients at this
/// machine have no limit. `free_paths` cost nothing and are always answered. 0: `handler` itself.
HttpHandler with_client_limits(HttpHandler handler, std::uint32_t requests_a_second,
                               std::vector<std::string_view> free_paths = {"/healthz", "/readyz"});

}  // namespace broadsheet
