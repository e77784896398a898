// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A search in the forms that other programs read: feeds, OpenSearch, the reply of NewsAPI.

#include "server/api/archive_access.h"
#include "server/api/feed.h"
#include "server/api/search_parameters.h"
#include "server/http/http.h"

#include <string>

namespace broadsheet {

/// The reply as a feed; `path` is the feed's own. With a Link to the next page.
HttpResponse feed_reply(FeedKind kind, std::string_view path, const ArchiveAccess& access, const HttpRequest& request,
                        const SearchParameters& search, const SearchReply& reply, std::string tag);

/// What a browser reads to search here from its address bar (OpenSearch 1.1).
HttpResponse opensearch_reply(const HttpRequest& request);

/// Suggestions as browsers ask for them: ["open-s",["open-source"],["214 articles"],["http://…"]].
std::string opensearch_suggestions(const std::string& base, std::string_view begun,
                                   const std::vector<Completion>& completions);

}  // namespace broadsheet
