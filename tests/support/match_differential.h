// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Runs one search by our own matcher and by Xapian's, and tells in what the answers differ.

#include "engine/search/matcher.h"
#include "engine/search/vocabulary.h"
#include "tests/support/reference/enquire_reference.h"

#include <filesystem>
#include <string>
#include <unordered_map>

namespace broadsheet::test {

class MatchDifferential {
public:
    explicit MatchDifferential(const std::filesystem::path& archive);

    RecordReader& record() { return session_.record; }

    /// A line for each difference in articles, weights, order or counts; empty if there is none.
    std::string differences(const SearchRequest& request);

    /// Of the last search.
    std::size_t matches() const { return reference_.size(); }

private:
    struct Expected {
        double weight = 0;
        std::int64_t published_s = 0;
        std::size_t part = 0;
        std::uint32_t document = 0;
    };

    void run_reference(const query::Node& root, const SearchRequest& request);
    void compare_matches(const match::Plan& plan, const SearchRequest& request);
    void compare_kept(const match::Plan& plan, const SearchRequest& request, std::size_t kept_max);
    void compare_first(const Collector& collector, const SearchRequest& request, const std::vector<KeptMatch>& kept);
    void compare_counts(const Collector& collector, const SearchRequest& request, const Groups* groups);
    void compare_facet(const Facet& facet, FieldId field);
    void compare_figures(const query::Node& root, const SearchRequest& request, const Matcher& matcher);
    void fault(const std::string& what);

    FacetDictionary dictionary_;
    Session session_;
    std::unordered_map<std::uint32_t, Expected> reference_;  ///< by article
    std::string faults_;
};

}  // namespace broadsheet::test
