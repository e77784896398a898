// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A vocabulary made from a few texts, as the index would learn it.
// Owns nothing but what tests of queries and marks need.

#include "engine/query/vocabulary.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::test {

class TableVocabulary : public query::Vocabulary {
public:
    explicit TableVocabulary(std::vector<std::string> stem_codes = {"en"}) : stem_codes_(std::move(stem_codes)) {}

    /// Learns the words and compounds of one article.
    void learn(std::string_view text);

    const std::vector<std::string>& stem_codes() const override { return stem_codes_; }
    std::vector<std::string> compounds(const std::string& closed) const override;
    std::vector<std::string> words_with_prefix(TextField field, const std::string& prefix,
                                               std::size_t limit) const override;
    /// Those of the same length that differ in one letter: enough for tests of what becomes of them.
    std::vector<std::string> similar_words(const std::string& word, std::size_t edits_max,
                                           std::size_t limit) const override;
    std::uint32_t articles_with(const std::string& word) const override;
    bool is_written_small(const std::string& word) const override { return small_.contains(word); }

private:
    std::vector<std::string> stem_codes_;
    std::map<std::string, std::set<std::string>> compounds_;
    std::map<std::string, std::uint32_t> words_;  ///< and how many articles hold them
    std::set<std::string> small_;
};

}  // namespace broadsheet::test
