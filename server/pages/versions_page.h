// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The texts that an article has had, to choose two of, and what changed from one to the other.

#include "engine/search/searcher.h"
#include "server/api/version_choice.h"

#include <string>
#include <vector>

namespace broadsheet {

/// `pair` may be empty: nothing is compared then. `versions` isn't empty.
std::string versions_page(const std::vector<ArticleVersion>& versions, const VersionPair& pair,
                          const ArchiveOverview& overview);

}  // namespace broadsheet
