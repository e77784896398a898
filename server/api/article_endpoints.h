// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The endpoints for reading one article: its page, and what is similar to it.

#include "server/api/archive_access.h"
#include "server/api/search_parameters.h"
#include "server/http/http.h"

#include <string>

namespace broadsheet {

/// `id` is that of the address, as text: 404 if there is no such article. `search` is where the reader comes from.
HttpResponse article_page_reply(const ArchiveAccess& access, const SearchParameters& search, const std::string& id,
                                const ArchiveOverview& overview);

/// {"status", "id", "terms", "totalResults", "pageSize", "index", "articles": […]}, each an article as in a search
/// reply with "terms", the telling words that it shares.
HttpResponse similar_reply(const ArchiveAccess& access, const HttpRequest& request, const std::string& id);

}  // namespace broadsheet
