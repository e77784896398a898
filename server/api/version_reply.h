// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What REST says of the versions of an article.

#include "server/api/version_choice.h"

#include <string>
#include <vector>

namespace broadsheet {

/// {"status", "id", "totalResults", "versions": [{"number", "current", "takenAt", …}]}, oldest first.
std::string versions_json(ArticleId id, const std::vector<ArticleVersion>& versions);

/// {"status", "id", "from", "to", "changed", "title", "body"}: the two versions as in versions_json, and what changed
/// as runs {"kind": "same|removed|added", "text"}.
std::string version_change_json(ArticleId id, const VersionPair& pair);

/// One text as REST has articles, with a member "version" beside.
std::string version_json(const ArticleVersion& version);

}  // namespace broadsheet
