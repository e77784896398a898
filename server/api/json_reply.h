// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What REST answers, as JSON text: one function per reply. Text that isn't UTF-8 is repaired, never refused.

#include "engine/search/searcher.h"
#include "server/api/reindex_report.h"
#include "server/api/search_parameters.h"

#include <string>
#include <string_view>

namespace broadsheet {

/// `took_ms` is the time that the search took. `explanation` is of the article that `search` names, if it names one.
std::string search_json(const SearchParameters& search, const SearchReply& reply, double took_ms,
                        const std::optional<Explanation>& explanation = {});

/// One article with its body. With `fields` only these members; names as article_members() has them.
std::string article_json(const StoredArticle& article, const Kinship& kinship = {},
                         const std::vector<std::string>& fields = {});

/// Type-ahead: how `begun` may go on.
std::string suggest_json(std::string_view begun, const std::vector<Completion>& completions);

std::string sources_json(const std::vector<SourceCount>& sources);
std::string status_json(const ArchiveOverview& overview, const ReindexReport& reindex);

}  // namespace broadsheet
