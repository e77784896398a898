// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A saved search as it stands now: what it asks for, and how much is new since somebody last looked.

#include "server/api/archive_access.h"
#include "server/api/search_parameters.h"

#include <optional>
#include <string>
#include <vector>

namespace broadsheet {

struct SavedState {
    SavedSearch saved;
    std::optional<SearchParameters> search;  ///< no value if the query string isn't understood any more
    /// Articles that match and came into the archive after the last look; no value if they weren't counted.
    std::optional<std::uint64_t> added;
    /// Addresses without a host: the search, what is new of it, and its feed.
    std::string url, added_url, feed_url, api_url;
};

SavedState state_of(const SavedSearch& saved, const ArchiveAccess& access, ArticleId newest);

/// The same of many, in their order. Counting ends after a second: the others then have no number.
std::vector<SavedState> states_of(const std::vector<SavedSearch>& searches, const ArchiveAccess& access,
                                  ArticleId newest);

}  // namespace broadsheet
