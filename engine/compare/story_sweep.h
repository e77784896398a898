// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which articles of a whole archive have the same text, and which tell the same story? Goes through the days: new
// articles are compared with those that stories may share with them and with those of nearly the same wording, not with
// all. Owns a few words for each article and, for a while, what is kept of those that it compares.

#include "engine/compare/story_finder.h"
#include "engine/compare/telling_store.h"
#include "engine/compare/term_statistics.h"
#include "engine/compare/wording_index.h"

#include <functional>
#include <span>
#include <vector>

namespace broadsheet {

/// What is kept of an article of the archive. Called by settle(), mostly in order of ids.
using FingerprintSource = std::function<Fingerprint(ArticleId)>;

struct SweepLimits {
    std::size_t arrivals_max = 8'192;     ///< compared at once
    std::size_t neighbours_max = 32'768;  ///< articles of the same days that they are compared with, the nearest
};

/// Groups as StoryFinder does; where an archive is larger than the limits, articles without a day are compared with the
/// latest ones. Memory: 100 bytes for each article and 1,000 for each within the limits. Not for sharing between
/// threads.
class StorySweep {
public:
    explicit StorySweep(FingerprintSource source, const SweepLimits& limits = {});

    /// Takes an article that was grouped before. Ids ascend; all loading comes first.
    void load(ArticleId id, const Fingerprint& fingerprint, std::optional<DayNumber> day, Grouping grouping);

    /// Takes a new article, or a loaded one that has changed.
    void add(ArticleId id, std::optional<DayNumber> day);

    /// Lets go of a loaded article.
    void remove(ArticleId id);

    /// Groups what was added and removed since the last call. Returns the articles whose grouping has changed, by id;
    /// that of a removed one is empty.
    std::vector<Regrouped> settle();

    Grouping grouping_of(ArticleId id) const;
    std::size_t size_bytes() const;

private:
    struct Entry {
        DayNumber day = DaySpan::unknown;
        Grouping grouping = {};
        std::uint32_t next_in_story = 0;  ///< a ring of article ids; 0 if alone
        bool compared = false;            ///< its grouping holds
        bool arriving = false;
        bool leaving = false;
    };
    /// New, changed and removed articles of some days that follow one another.
    struct Batch {
        std::size_t first = 0, last = 0;  ///< where in order_ they stand; `last` behind them
        std::vector<ArticleId> articles;
    };

    Entry& entry(ArticleId id);
    bool is_dated(ArticleId id) const { return entries_[id.value].day != DaySpan::unknown; }
    bool is_changing(ArticleId id) const { return entries_[id.value].arriving || entries_[id.value].leaving; }
    bool is_copy(ArticleId id) const;

    void put_in_order();
    Batch next_batch(std::size_t from) const;
    bool fits(ArticleId id, const Batch& batch) const;
    std::size_t days_before(ArticleId id) const;
    std::size_t days_after(ArticleId id) const;
    std::vector<ArticleId> neighbours(const Batch& batch) const;
    void add_undated(std::vector<ArticleId>& found) const;
    void add_stories(std::vector<ArticleId>& found) const;
    void settle_batch(const Batch& batch);
    void load_known(std::vector<ArticleId> known, StoryFinder& finder) const;
    void link_stories(std::span<const ArticleId> articles);

    FingerprintSource source_;
    SweepLimits limits_;
    TermStatistics statistics_;
    WordingIndex wordings_;
    std::vector<Entry> entries_;      ///< by article id
    std::vector<ArticleId> order_;    ///< by day, those without one at the end
    std::vector<ArticleId> changed_;  ///< since settle() began; some twice
};

}  // namespace broadsheet
