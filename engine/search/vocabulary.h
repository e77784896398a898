// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the index tells about words, for expanding queries.

#include "engine/index/lexicon.h"
#include "engine/query/vocabulary.h"
#include "engine/search/deadline.h"

#include <map>

namespace broadsheet {

/// For one thread; the generation must outlive it.
class IndexVocabulary : public query::Vocabulary {
public:
    explicit IndexVocabulary(const Generation& generation);

    const std::vector<std::string>& stem_codes() const override { return stem_codes_; }
    std::vector<std::string> compounds(const std::string& closed) const override;
    std::vector<std::string> words_with_prefix(TextField field, const std::string& prefix,
                                               std::size_t limit) const override;
    std::vector<std::string> similar_words(const std::string& word, std::size_t edits_max,
                                           std::size_t limit) const override;
    std::uint32_t articles_with(const std::string& word) const override;
    bool is_written_small(const std::string& word) const override;

    /// How often each compound that closes up as `closed` is written with hyphens.
    std::vector<std::pair<std::string, std::uint32_t>> hyphenations(const std::string& closed) const;
    /// How often each way of writing a word with accents is written.
    std::vector<std::pair<std::string, std::uint32_t>> accentings(const std::string& word) const;
    /// What articles say that an acronym (lower case, without dots) stands for, most frequent first.
    std::vector<std::pair<std::string, std::uint32_t>> definitions(const std::string& acronym) const;

private:
    using Counted = std::vector<std::pair<std::string, std::uint32_t>>;

    /// What follows `prefix` in the words that begin so.
    Counted after(const std::string& prefix, std::size_t limit) const;
    const WordCounts& counts(const std::string& word) const;

    const Generation& generation_;
    const Lexicon lexicon_;
    std::vector<std::string> stem_codes_;
    mutable Deadline looking_up_;  ///< beyond it no similar words are sought
    // What has been asked before; queries repeat themselves, and are expanded more than once.
    mutable std::map<std::string, std::vector<std::string>> known_beginnings_;
    mutable std::map<std::string, std::vector<std::string>> known_similar_;
    mutable std::map<std::string, Counted> known_compounds_;
    mutable std::map<std::string, WordCounts> known_counts_;
};

}  // namespace broadsheet
