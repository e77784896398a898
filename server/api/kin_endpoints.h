// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The endpoints for what an article told before and what others tell of the same: its versions and its story, as JSON
// and as pages.

#include "server/api/archive_access.h"
#include "server/http/http.h"

#include <string>

namespace broadsheet {

/// `id` and `number` are those of the address, as text: 404 if there is no such article, version or story.
/// All texts of an article; with `from` or `to`, what changed from one to the other. Of these each may be left out: it
/// is then the version before the other one, or the one that is shown.
HttpResponse versions_reply(const ArchiveAccess& access, const HttpRequest& request, const std::string& id);
HttpResponse version_reply(const ArchiveAccess& access, const HttpRequest& request, const std::string& id,
                           const std::string& number);
HttpResponse story_reply(const ArchiveAccess& access, const HttpRequest& request, const std::string& id);

HttpResponse versions_page_reply(const ArchiveAccess& access, const HttpRequest& request, const std::string& id,
                                 const ArchiveOverview& overview);
HttpResponse version_page_reply(const ArchiveAccess& access, const HttpRequest& request, const std::string& id,
                                const std::string& number, const ArchiveOverview& overview);
/// Takes the parameters of the search that the reader came from.
HttpResponse story_page_reply(const ArchiveAccess& access, const HttpRequest& request, const std::string& id,
                              const ArchiveOverview& overview);

}  // namespace broadsheet
