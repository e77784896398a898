// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The read side of an archive: search, articles, overview. Sits above both stores; callers never learn that there are
// two.

#include "engine/record/record_reader.h"
#include "engine/search/completion.h"
#include "engine/search/coverage.h"
#include "engine/search/first_mention.h"
#include "engine/search/search.h"
#include "engine/search/similar_articles.h"
#include "engine/search/timeline.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace broadsheet {

/// A publication and how many articles of it the archive holds.
struct SourceCount {
    std::string id;
    std::string name;
    std::uint32_t articles = 0;
    Date first, last;  ///< earliest and latest known publication
};

/// Figures of the whole archive.
struct ArchiveOverview {
    IndexState index;
    std::uint32_t articles = 0;  ///< live in the record
    std::uint32_t removed = 0;
    std::uint64_t body_bytes = 0;
    std::uint32_t problems = 0;
    std::uint32_t sources = 0;
    std::uint64_t lag = 0;  ///< changes of the record that the index doesn't cover yet
    Date first, last;
    std::string warning;  ///< why a newer generation can't be served, and what to do; empty if all is well
};

/// An article and what else in the archive tells the same.
struct KinArticle {
    StoredArticle article;
    Kinship kinship = {};
};

/// All functions may be called from any thread at the same time. Each answers from the newest generation that is
/// complete.
class Searcher {
public:
    /// Opens the archive for reading. Throws Error{not_found} if `archive` holds none, Error{corrupt} if its index
    /// can't be read.
    explicit Searcher(const std::filesystem::path& archive);
    ~Searcher();

    SearchReply search(const SearchRequest& request);

    /// How one or several queries are spread over time, in the same buckets. Peaks if `request.search` asks for them.
    TimelineReply timeline(const TimelineRequest& request);

    /// All articles that match, ascending, whatever page, order and group the request asks for. Takes the time that it
    /// takes: for programs that want everything, not for readers.
    std::vector<ArticleId> matching_articles(const SearchRequest& request);

    /// How many articles match, whatever order and group the request asks for; no value if that would take too long.
    std::optional<std::uint64_t> count(const SearchRequest& request);

    /// Who had it first, of the articles that match.
    FirstMentions first_mentions(const SearchRequest& request);

    /// How a query that is being typed may go on: at most completions_max. `abandoned` is asked whether anybody still
    /// waits.
    std::vector<Completion> complete(std::string_view begun, const std::function<bool()>& abandoned = {});

    /// No value for an id that was never given or whose article was removed.
    std::optional<StoredArticle> article(ArticleId id);
    std::optional<MarkedArticle> marked_article(ArticleId id, const SearchRequest& request);

    /// Articles by id with all that the record has of them, in the order asked; those that were removed since are as
    /// they were. Unknown ids are left out.
    std::vector<KinArticle> articles(std::span<const ArticleId> ids);

    /// A name that no other archive has; it stays when the archive is moved or its index built anew.
    const std::string& archive_id() const;

    /// Why the article matches the request or why it doesn't; no value for an id that isn't in the archive.
    std::optional<Explanation> explain(ArticleId id, const SearchRequest& request);

    /// All texts that an article has had, oldest first; empty for an id that isn't in the archive.
    std::vector<ArticleVersion> versions(ArticleId id);

    /// Which files hold an article; empty for an id that isn't in the archive.
    Holdings holdings(ArticleId id);

    /// No value if no living articles belong to a story of this number.
    std::optional<StoryArticles> story(std::uint32_t id);

    /// Articles about the same subject, at most `limit`, which is at most similar_articles_max; no value for an id that
    /// isn't in the archive.
    std::optional<SimilarArticles> similar_articles(ArticleId id, std::size_t limit);

    /// By number of articles, most first.
    std::vector<SourceCount> sources();
    /// The same by months; made once for each generation, in some tens of milliseconds for a million articles.
    std::shared_ptr<const Coverage> coverage();
    /// The acronyms that most articles explain, most first: at most 500.
    std::vector<ExplainedAcronym> acronyms();
    /// Rejected inputs by path, from the one of number `offset` (from 0) on.
    ProblemList problems(std::size_t offset, std::size_t limit);
    /// The last indexing run, finished or not.
    std::optional<Run> last_run();
    const std::filesystem::path& archive() const;
    ArchiveOverview overview();
    /// The same without what takes a walk over the record: `articles` are those of the index, and `removed`,
    /// `body_bytes` and `problems` stay 0.
    ArchiveOverview summary();
    IndexState index_state();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace broadsheet
