// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Runs query trees against the index for one request: ranks, counts, and weighs single articles.
// Owns what comes behind the weights of words: closeness, likeness to the best, groups; knows nothing of texts.

#include "engine/match/match.h"
#include "engine/query/node.h"
#include "engine/search/collector.h"
#include "engine/search/deadline.h"
#include "engine/search/explain.h"
#include "engine/search/proximity.h"
#include "engine/search/search.h"
#include "engine/search/searcher_state.h"

#include <optional>
#include <vector>

namespace broadsheet {

struct RankedDocument {
    Xapian::docid document_id = 0;
    double weight = 0;
    std::uint32_t more_in_group = 0;  ///< further matches of its group
};

/// All arguments must outlive it. Trees are expanded.
class Matcher {
public:
    Matcher(Session& session, const FacetDictionary& dictionary, const SearchRequest& request)
        : session_(session), dictionary_(dictionary), request_(request) {}

    /// From now on only the first article in order of each group is in a page. Null: no groups.
    void set_groups(const Groups* groups) { groups_ = groups; }

    /// From now on no search takes longer; those that are cut short tell of what they saw until then.
    void set_deadline(Deadline* deadline) { deadline_ = deadline; }

    /// What putting the first articles in order may take; beyond that they stay in the order of their words' weights.
    void set_refine_time(std::chrono::milliseconds allowed) { refine_time_ = allowed; }

    /// The wanted page, in order; total, facets, timeline and the next page's place go into `reply`.
    std::vector<RankedDocument> rank(const query::Node& root, SearchReply& reply) const;

    /// Living articles that match the tree and the request's filters and dates.
    std::uint64_t count(const query::Node& root) const;
    /// The same by id, ascending.
    std::vector<ArticleId> all(const query::Node& root) const;
    /// Shows them to a sink, without weights.
    void see_all(const query::Node& root, match::Sink& sink) const;

    /// The same by day of publication; `total` becomes their number, those without a date included.
    DayCounts days(const query::Node& root, std::uint64_t& total) const;
    /// Shows them to a sink, unscored.
    void visit(const query::Node& root, match::Sink& sink) const { match(plan_for(root), false, sink); }

    /// Living articles that match a clause, whatever else the request demands.
    std::uint64_t count_everywhere(const query::Node& clause) const;

    /// Whether one document matches a clause, and what that weighs. Counts no articles.
    ClauseFigures figures(const query::Node& clause, Xapian::docid document_id) const;

    /// The document of a living article.
    std::optional<Xapian::docid> document_of(ArticleId id) const;

private:
    match::Plan plan_for(const query::Node& root) const;
    void match(const match::Plan& plan, bool scored, match::Sink& sink) const;
    std::uint64_t count(const match::Plan& plan) const;
    std::size_t reordered(const std::vector<ScoredWord>& words) const;
    bool goes_on_behind() const;
    std::vector<RankedDocument> rank_by_weight(const query::Node& root, const match::Plan& plan,
                                               SearchReply& reply) const;
    std::vector<RankedDocument> rank_by_date(const match::Plan& plan, SearchReply& reply) const;
    void take_counts(const Collector& collector, SearchReply& reply) const;
    std::vector<RankedDocument> page_of(const std::vector<RankedDocument>& ranked) const;
    Place place_of(const KeptMatch& match) const;
    void keep_first_of_groups(const Collector& collector, std::vector<RankedDocument>& ranked) const;
    void refine(const query::Node& root, const std::vector<ScoredWord>& words,
                std::vector<RankedDocument>& ranked) const;
    /// False if there was no time for it; `ranked` is then as before.
    bool add_closeness(const std::vector<ScoredWord>& words, Deadline& deadline,
                       std::vector<RankedDocument>& ranked) const;
    ArticleId article_of(Xapian::docid document_id) const;

    Session& session_;
    const FacetDictionary& dictionary_;
    const SearchRequest& request_;
    const Groups* groups_ = nullptr;
    Deadline* deadline_ = nullptr;
    std::chrono::milliseconds refine_time_{100};
};

}  // namespace broadsheet
