// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A vocabulary made from a few texts, as the index would learn it.
// Owns nothing but what tests of queries and marks need.

#include "engine/query/expand.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::test {

class TableVocabulary : public query::Vocabulary {
public:
    explicit TableVocabulary(std::vector<std::string> languages = {"en"}) : languages_(std::move(languages)) {}

    /// Learns the words and compounds of a text, in all fields.
    void learn(std::string_view text);

    const std::vector<std::string>& languages() const override { return languages_; }
    std::vector<std::string> compounds(const std::string& closed) const override;
    std::vector<std::string> words_with_prefix(FieldId field, const std::string& prefix,
                                               std::size_t limit) const override;

private:
    std::vector<std::string> languages_;
    std::map<std::string, std::set<std::string>> compounds_;
    std::set<std::string> words_;
};

}  // namespace broadsheet::test
