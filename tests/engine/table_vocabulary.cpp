// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/table_vocabulary.h"

#include "engine/analysis/token.h"

namespace broadsheet::test {

void TableVocabulary::learn(std::string_view text) {
    const auto tokens = tokenize(text);
    std::set<std::string> held;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        held.insert(tokens[i].text);
        if (text[tokens[i].begin] >= 'a' && text[tokens[i].begin] <= 'z') small_.insert(tokens[i].text);
        if (tokens[i].kind != TokenKind::closed) continue;
        std::string hyphenated;
        for (std::size_t part = 1; part <= tokens[i].parts; ++part) {
            if (part > 1) hyphenated += '-';
            const std::string& word = tokens[i + part].text;
            hyphenated += is_acronym(word) ? word.substr(1) : word;
        }
        compounds_[tokens[i].text].insert(hyphenated);
    }
    for (const std::string& word : held) ++words_[word];
}

std::vector<std::string> TableVocabulary::compounds(const std::string& closed) const {
    const auto known = compounds_.find(closed);
    if (known == compounds_.end()) return {};
    return {known->second.begin(), known->second.end()};
}

std::vector<std::string> TableVocabulary::words_with_prefix(TextField, const std::string& prefix,
                                                            std::size_t limit) const {
    std::vector<std::string> words;
    for (auto word = words_.lower_bound(prefix); word != words_.end() && words.size() < limit; ++word) {
        if (word->first.compare(0, prefix.size(), prefix) != 0) break;
        words.push_back(word->first);
    }
    return words;
}

std::vector<std::string> TableVocabulary::similar_words(const std::string& word, std::size_t, std::size_t limit) const {
    std::vector<std::string> similar;
    for (const auto& [known, articles] : words_) {
        if (known.size() != word.size() || similar.size() == limit) continue;
        std::size_t differences = 0;
        for (std::size_t i = 0; i < word.size(); ++i) differences += known[i] == word[i] ? 0 : 1;
        if (differences == 1) similar.push_back(known);
    }
    return similar;
}

std::uint32_t TableVocabulary::articles_with(const std::string& word) const {
    const auto known = words_.find(word);
    return known == words_.end() ? 0 : known->second;
}

}  // namespace broadsheet::test
