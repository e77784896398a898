// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Runs query trees against the index for one request: ranks, counts, and weighs single articles.
// Owns the ranking formula; knows nothing of texts.

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

    /// The wanted page, in order; total, facets and timeline go into `reply`.
    std::vector<RankedDocument> rank(const query::Node& root, SearchReply& reply) const;

    /// Living articles that match the tree and the request's filters and dates.
    std::uint64_t count(const query::Node& root) const;
    /// The same by id, ascending.
    std::vector<ArticleId> all(const query::Node& root) const;

    /// Living articles that match a clause, whatever else the request demands.
    std::uint64_t count_everywhere(const query::Node& clause) const;

    /// Whether one document matches a clause, and what that weighs. Counts no articles.
    ClauseFigures figures(const query::Node& clause, Xapian::docid document_id) const;

    /// The document of a living article.
    std::optional<Xapian::docid> document_of(ArticleId id) const;

private:
    void keep_first_of_groups(const Collector& collector, std::vector<RankedDocument>& ranked) const;
    void refine(const query::Node& root, std::vector<RankedDocument>& ranked) const;
    /// False if there was no time for it; `ranked` is then as before.
    bool add_closeness(const std::vector<ScoredWord>& words, Deadline& deadline,
                       std::vector<RankedDocument>& ranked) const;
    ArticleId article_of(Xapian::docid document_id) const;
    Xapian::Query with_freshness(const Xapian::Query& query) const;
    Xapian::Query query_for(const query::Node& root) const;
    std::uint64_t count(const Xapian::Query& query, DateRange range) const;

    Session& session_;
    const FacetDictionary& dictionary_;
    const SearchRequest& request_;
    const Groups* groups_ = nullptr;
    Deadline* deadline_ = nullptr;
    std::chrono::milliseconds refine_time_{100};
};

}  // namespace broadsheet
