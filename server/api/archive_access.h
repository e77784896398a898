// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What REST and pages ask of an archive, as plain functions: bound to a Searcher in archive_server.cpp, to values by
// tests.

#include "engine/record/upkeep.h"
#include "engine/search/searcher.h"
#include "engine/shelf/saved_searches.h"
#include "server/api/authority.h"
#include "server/api/reindex_report.h"
#include "server/metrics/server_state.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

class JobQueue;

/// What the two stores take on the disk.
struct ArchiveSizes {
    std::uint64_t record_bytes = 0, index_bytes = 0;
};

/// Every function may be called from any thread at the same time and may throw Error. None may be empty.
struct ArchiveAccess {
    std::function<SearchReply(const SearchRequest&)> search;
    std::function<TimelineReply(const TimelineRequest&)> timeline;
    /// The second argument says whether anybody still waits; it may be empty.
    std::function<std::vector<Completion>(std::string_view, const std::function<bool()>&)> complete;
    std::function<std::optional<MarkedArticle>(ArticleId, const SearchRequest&)> marked_article;
    std::function<std::optional<Explanation>(ArticleId, const SearchRequest&)> explain;
    /// All that match, ascending by id; and articles by id.
    std::function<std::vector<ArticleId>(const SearchRequest&)> matching;
    std::function<std::vector<KinArticle>(std::span<const ArticleId>)> articles;
    std::function<std::vector<ArticleVersion>(ArticleId)> versions;
    std::function<std::optional<StoryArticles>(std::uint32_t)> story;
    std::function<Holdings(ArticleId)> holdings;
    std::function<std::optional<SimilarArticles>(ArticleId, std::size_t)> similar_articles;
    std::function<std::vector<SourceCount>()> sources;
    std::function<ArchiveOverview()> overview;
    std::function<ArchiveOverview()> summary;  ///< Searcher::summary(): for every page
    std::function<std::shared_ptr<const Coverage>()> coverage;
    std::function<std::vector<ExplainedAcronym>()> acronyms;
    std::function<ProblemList(std::size_t, std::size_t)> problems;  ///< from the first one on, so many
    std::function<std::optional<Run>()> last_run;
    std::function<FirstMentions(const SearchRequest&)> first_mentions;
    std::function<std::optional<std::uint64_t>(const SearchRequest&)> count;
    std::shared_ptr<SavedSearches> saved;  ///< what readers keep: neither of the two stores
    std::function<IndexState()> index_state;
    std::function<ReindexReport()> reindex;
    std::shared_ptr<JobQueue> jobs;  ///< what changes the archive; empty if nothing does
    std::function<Standing(ArticleId)> standing;
    std::function<ArchiveSizes()> sizes;
    std::function<std::vector<Run>(std::size_t)> runs;  ///< of the indexer, the newest first
    Authority authority = local_authority();            ///< who may do what
    std::shared_ptr<ServerState> server = std::make_shared<ServerState>();
    std::filesystem::path folder;         ///< of the archive; empty if it has none
    std::string archive_id;               ///< Searcher::archive_id()
    std::function<std::int64_t()> now_s;  ///< UTC seconds, for relative dates
};

}  // namespace broadsheet
