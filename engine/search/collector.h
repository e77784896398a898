// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Looks at every match of a query once: counts facets and days, and keeps the newest or oldest when sorted by date.

#include "engine/index/generation.h"
#include "engine/search/groups.h"
#include "engine/search/search.h"

#include <xapian.h>

#include <array>
#include <unordered_map>
#include <vector>

namespace broadsheet {

/// A match by place and date, as kept when sorting by date.
struct DatedMatch {
    std::int64_t published_s = 0;
    std::uint32_t article = 0;
    Xapian::docid document_id = 0;
    double weight = 0;
};

class Collector : public Xapian::MatchSpy {
public:
    /// Keeps `kept_max` matches if the request sorts by date. `part` is the index of the segment being matched, which a
    /// LiveSource in the query keeps up to date. `groups` may be null.
    Collector(const Generation& generation, const FacetDictionary& dictionary, const SearchRequest& request,
              std::size_t kept_max, const std::size_t& part, const Groups* groups);

    void operator()(const Xapian::Document& document, double weight) override;
    std::string name() const override { return "broadsheet::Collector"; }

    /// Groups and articles that are in none; without groups as articles().
    std::uint64_t total() const { return total_; }
    std::uint64_t articles() const { return articles_; }
    /// Matches of a group.
    std::uint32_t group_size(std::uint32_t group) const;
    /// In order, first match first. Empty when sorting by relevance.
    std::vector<DatedMatch> by_date();
    std::vector<Facet> facets() const;
    std::optional<Timeline> timeline() const;

private:
    void keep(const DatedMatch& match);
    Facet facet(std::size_t index) const;
    Facet years() const;

    const Generation& generation_;
    const FacetDictionary& dictionary_;
    const SearchRequest& request_;
    const std::size_t kept_max_;
    const std::size_t& part_;
    const Groups* groups_;
    std::uint64_t total_ = 0;
    std::uint64_t articles_ = 0;
    struct GroupMatches {
        std::uint32_t count = 0;
        DatedMatch first;  ///< in order of date
    };
    std::unordered_map<std::uint32_t, GroupMatches> group_matches_;
    std::vector<std::size_t> counted_;  ///< indexes into facet_fields
    std::array<std::vector<std::uint32_t>, facet_fields.size()> counts_;
    DayNumber first_day_ = 0;
    std::vector<std::uint32_t> days_;
    std::vector<DatedMatch> kept_;  ///< a heap with the last in order on top
};

}  // namespace broadsheet
