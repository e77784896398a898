// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Counts what the matches of a query have: values of facets, years, and the days of a timeline.

#include "engine/match/postings.h"
#include "engine/match/reader.h"
#include "engine/search/search.h"
#include "engine/search/timeline.h"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace broadsheet {

/// For one query. Goes through the parts of a snapshot: begin(), documents of that part, end().
class Tally {
public:
    Tally(const match::Snapshot& snapshot, const FacetDictionary& dictionary, const SearchRequest& request);

    /// True if the request wants nothing counted.
    bool is_empty() const { return counted_.empty() && days_.empty(); }

    void begin(std::size_t part);
    void end();
    void add(std::span<const std::uint32_t> documents);

    /// Whether the part at hand takes add_all() and subtract().
    bool can_subtract() const;
    /// All documents of a word, dead ones included, at the cost of a few thousand additions if it is frequent.
    void add_all(const match::Postings& documents);
    void subtract(std::span<const std::uint32_t> documents);

    std::vector<Facet> facets() const;
    /// Without coverage and peaks.
    std::optional<Timeline> timeline() const;
    DayCounts days() const { return {first_day_, days_}; }

private:
    using Counts = std::vector<std::uint32_t>;

    void count_values(std::size_t index, std::span<const std::uint32_t> documents);
    void count_days(std::span<const std::uint32_t> documents);
    void add_combinations();
    void add_value(std::size_t index, std::uint32_t ordinal, std::uint32_t articles);
    Counts listed_values(std::size_t index) const;
    Facet facet(std::size_t index) const;
    Facet years() const;

    const match::Snapshot& snapshot_;
    const FacetDictionary& dictionary_;
    const SearchRequest& request_;
    std::vector<std::size_t> counted_;                ///< indexes into facet_fields
    std::array<Counts, facet_fields.size()> counts_;  ///< by ordinal of the dictionary
    std::array<Counts, facet_fields.size()> values_;  ///< ordinals whose count isn't 0
    DayNumber first_day_ = 0;
    Counts days_;

    // Of the part at hand.
    std::size_t part_ = 0;
    bool counts_combinations_ = false;
    Counts part_combinations_;
    Counts part_days_;                                     ///< after its first day
    std::array<Counts, facet_fields.size()> part_counts_;  ///< by its own ordinals, if not combined
    std::array<Counts, facet_fields.size()> part_values_;  ///< ordinals that don't count 0
};

}  // namespace broadsheet
