// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which words some articles use much more than others of the same query do: what sets a period apart.

#include "engine/index/generation.h"
#include "engine/query/node.h"
#include "engine/search/deadline.h"

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace broadsheet {

/// A document and its part of the generation.
struct PlacedDocument {
    std::uint32_t part = 0, document = 0;
};

/// Terms of articles as numbers, the forms of a word being one term. For one thread and one query.
class TermReader {
public:
    /// Leaves out the words of the expanded query. `generation` must outlive it.
    TermReader(const Generation& generation, const query::Node& root);

    struct Term {
        std::uint32_t number = 0;
        bool in_title = false;
    };
    /// Counts the words of an article that is about to be read: those that come up once are then left out.
    void note(const PlacedDocument& place);
    /// Each term of the article's title and text once, of those that were noted.
    void read(const PlacedDocument& place, std::vector<Term>& terms);

    std::size_t size() const { return forms_.size(); }
    /// The share of the archive's articles that have the term.
    double share_of_archive(std::uint32_t term) const;
    /// The term as readers know it: in its most frequent form, names with a capital, acronyms in capitals.
    std::string shown(std::uint32_t term) const;

private:
    struct Form {
        std::string word;
        std::uint32_t seen = 0;
    };
    struct Word {
        std::uint32_t times = 0;
        bool looked_up = false;
        std::uint32_t term = 0, form = 0;
    };
    void look_up(std::size_t part, std::uint32_t number, std::string_view code, Word& word);

    const Generation& generation_;
    std::set<std::string> asked_;
    std::unordered_map<std::string, std::uint32_t> numbers_;      ///< by index term
    std::vector<std::vector<Form>> forms_;                        ///< by number
    std::vector<std::unordered_map<std::uint32_t, Word>> words_;  ///< by part and its number of the word
};

/// In how many articles of a sample each term is.
struct TermSample {
    std::vector<PlacedDocument> documents;
    std::vector<std::vector<TermReader::Term>> terms;  ///< of each document
    std::vector<std::uint32_t> counts;                 ///< by number; shorter than all numbers
};

/// Reads the documents, as many as there is time for. `noting`: their words count as noted, too.
TermSample sample_of(std::span<const PlacedDocument> documents, bool noting, TermReader& reader, Deadline& deadline);

struct SignificantTerm {
    std::uint32_t number = 0;
    double weight = 0;
};

/// The terms that set `here` apart from `elsewhere` (other matches of the query) and from the archive, strongest first.
std::vector<SignificantTerm> significant_terms(const TermSample& here, const TermSample& elsewhere,
                                               const TermReader& reader, std::size_t terms_max);

}  // namespace broadsheet
