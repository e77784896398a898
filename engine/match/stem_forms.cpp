// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/match/stem_forms.h"

#include "engine/analysis/stem.h"
#include "engine/analysis/token.h"

#include <algorithm>
#include <array>

namespace broadsheet::match {

namespace {

constexpr std::size_t code_bytes = 2;

/// Stemmers that take off beginnings, too: words of a stem may begin with any letter.
bool changes_beginnings(std::string_view code) {
    constexpr std::array<std::string_view, 3> codes = {"ar", "id", "ga"};
    return std::ranges::count(codes, code) != 0;
}

}  // namespace

bool StemForms::are_among(const std::string& term, const std::vector<std::string>& words) const {
    if (!term.starts_with('Z')) return std::ranges::binary_search(words, term);
    if (term.size() <= 1 + code_bytes || (term[1] >= 'A' && term[1] <= 'Z')) return false;
    const std::string code = term.substr(1, code_bytes), stem = term.substr(1 + code_bytes);
    if (code == unstemmed_code) return std::ranges::binary_search(words, stem);
    if (changes_beginnings(code)) return false;
    const std::lock_guard lock(mutex_);
    const Forms& forms = forms_of(code, stem.front());
    const auto own = forms.find(stem);
    if (own == forms.end()) return false;
    return std::ranges::all_of(own->second, [&](std::uint32_t rank) {
        return std::ranges::binary_search(words, std::string(tokens_.words.word(rank)));
    });
}

const StemForms::Forms& StemForms::forms_of(const std::string& code, char first) const {
    const auto [known, unknown] = known_.try_emplace(code + first);
    if (unknown) {
        add_forms(code, std::string(1, first), known->second);
        add_forms(code, std::string(".") + first, known->second);
    }
    return known->second;
}

/// An acronym may count as the word of its letters, too.
void StemForms::add_forms(const std::string& code, const std::string& prefix, Forms& forms) const {
    Stemmer& stemmer = Stemmer::of(code);
    const WordTable::Range range = tokens_.words.starting_with(prefix);
    for (std::uint32_t rank = range.begin; rank < range.end; ++rank) {
        const std::string word(tokens_.words.word(rank));
        if (is_acronym(word)) {
            forms[word.substr(1)].push_back(rank);
        } else {
            forms[stemmer.stem(word)].push_back(rank);
        }
    }
}

}  // namespace broadsheet::match
