// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Looks at every match of a query once: counts them and their groups, and keeps the best, newest or oldest.

#include "engine/match/match.h"
#include "engine/search/groups.h"
#include "engine/search/search.h"
#include "engine/search/tally.h"

#include <array>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace broadsheet {

/// A match with what orders it.
struct KeptMatch {
    double weight = 0;
    std::int64_t published_s = 0;
    std::uint32_t article = 0;
    std::uint32_t document_id = 0;  ///< in all segments together, as Generation numbers them
};

class Collector : public match::Sink {
public:
    /// Keeps the first `kept_max` matches in the order of the request, of those behind `request.after`. `groups` may be
    /// null; if there are any and the request sorts by date, only the first of each is kept.
    Collector(const match::Snapshot& snapshot, const FacetDictionary& dictionary, const SearchRequest& request,
              std::size_t kept_max, const Groups* groups);

    void begin(std::size_t part) override;
    void end() override { tally_.end(); }
    void take(const match::Batch& matches) override;
    void count(const match::Window& matches, std::size_t size) override;
    bool can_uncount() const override;
    bool looks_at_counted() const override { return !tally_.is_empty() || groups_; }
    void count_all(const match::Postings& documents) override;
    void uncount(const match::Window& documents, std::size_t size) override;
    void keep(const match::Batch& matches) override;
    float least_weight(match::SegmentArrays::DocumentRange documents) const override;
    bool wants_last_first() const override { return request_.sort == SortOrder::newest; }

    /// Groups and articles that are in none; without groups as articles().
    std::uint64_t total() const { return total_; }
    std::uint64_t articles() const { return articles_; }
    /// Matches of a group.
    std::uint32_t group_size(std::uint32_t group) const;
    /// In order, first match first.
    std::vector<KeptMatch> kept();
    std::vector<Facet> facets() const { return tally_.facets(); }
    std::optional<Timeline> timeline() const { return tally_.timeline(); }
    DayCounts days() const { return tally_.days(); }

private:
    bool by_weight() const { return request_.sort == SortOrder::relevance; }
    void count_unseen(std::size_t size);
    void count_documents(std::span<const std::uint32_t> documents);
    void count_groups(std::span<const std::uint32_t> documents);
    void keep_by_weight(const match::Batch& matches);
    void keep_by_date(const match::Batch& matches);
    bool comes_before(const KeptMatch& a, const KeptMatch& b) const;
    bool is_wanted(const KeptMatch& match) const;
    void keep_match(const KeptMatch& match);
    void drop_behind_wanted();

    const match::Snapshot& snapshot_;
    const SearchRequest& request_;
    const std::size_t kept_max_;
    const Groups* groups_;
    std::uint64_t total_ = 0;
    std::uint64_t articles_ = 0;
    std::vector<std::uint32_t> group_sizes_;                        ///< by number
    std::unordered_map<std::uint32_t, KeptMatch> first_of_groups_;  ///< when sorting by date
    Tally tally_;
    std::vector<KeptMatch> kept_;  ///< up to twice as many as are wanted, in no order
    /// Of those wanted so far the last in order: what comes behind it isn't kept.
    std::optional<KeptMatch> last_;
    std::size_t last_part_ = 0;
    std::uint32_t last_document_ = 0;

    std::size_t part_ = 0;  ///< at hand
};

}  // namespace broadsheet
