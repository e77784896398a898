// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which address answers what: REST below /api/v1, pages, static files, health.

#include "server/api/archive_access.h"
#include "server/http/http.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace broadsheet {

/// What finished replies may take of memory unless somebody says otherwise.
inline constexpr std::size_t cache_bytes_default = 64 * 1024 * 1024;

/// Answers every request of a site. Errors become problem+json below /api and a page elsewhere; every reply carries the
/// security headers. May be called from any thread at the same time.
HttpHandler site_handler(ArchiveAccess access, std::size_t cache_bytes = cache_bytes_default);

/// Method and pattern of every address that a site answers.
std::vector<std::pair<std::string, std::string>> site_routes();

}  // namespace broadsheet
