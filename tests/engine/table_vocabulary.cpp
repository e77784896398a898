// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/table_vocabulary.h"

#include "engine/analysis/token.h"

namespace broadsheet::test {

void TableVocabulary::learn(std::string_view text) {
    const auto tokens = tokenize(text);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        words_.insert(tokens[i].text);
        if (tokens[i].kind != TokenKind::closed) continue;
        std::string hyphenated;
        for (std::size_t part = 1; part <= tokens[i].parts; ++part) {
            if (part > 1) hyphenated += '-';
            hyphenated += tokens[i + part].text;
        }
        compounds_[tokens[i].text].insert(hyphenated);
    }
}

std::vector<std::string> TableVocabulary::compounds(const std::string& closed) const {
    const auto known = compounds_.find(closed);
    if (known == compounds_.end()) return {};
    return {known->second.begin(), known->second.end()};
}

std::vector<std::string> TableVocabulary::words_with_prefix(FieldId, const std::string& prefix,
                                                            std::size_t limit) const {
    std::vector<std::string> words;
    for (auto word = words_.lower_bound(prefix); word != words_.end() && words.size() < limit; ++word) {
        if (word->compare(0, prefix.size(), prefix) != 0) break;
        words.push_back(*word);
    }
    return words;
}

}  // namespace broadsheet::test
