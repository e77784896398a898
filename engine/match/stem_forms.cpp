// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/match/stem_forms.h"

#include "engine/analysis/stem.h"
#include "engine/analysis/token.h"

#include <algorithm>
#include <array>
#include <functional>

namespace broadsheet::match {

namespace {

constexpr std::size_t code_bytes = 2;

/// Stemmers that take off beginnings, too: words of a stem may begin with any letter.
bool changes_beginnings(std::string_view code) {
    constexpr std::array<std::string_view, 3> codes = {"ar", "id", "ga"};
    return std::ranges::count(codes, code) != 0;
}

std::uint32_t hash_of(const std::string& stem) {
    return static_cast<std::uint32_t>(std::hash<std::string>{}(stem));
}

/// An acronym may count as the word of its letters, too.
std::string stem_of(const std::string& word, const std::string& code) {
    return is_acronym(word) ? word.substr(1) : Stemmer::of(code).stem(word);
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
    bool known = false;
    for (const Form& form : std::ranges::equal_range(forms, hash_of(stem), {}, &Form::stem_hash)) {
        const std::string word(tokens_.words.word(form.rank));
        if (stem_of(word, code) != stem) continue;  // another stem with the same hash
        if (!std::ranges::binary_search(words, word)) return false;
        known = true;
    }
    return known;
}

const StemForms::Forms& StemForms::forms_of(const std::string& code, char first) const {
    const auto [known, unknown] = known_.try_emplace(code + first);
    if (unknown) {
        add_forms(code, std::string(1, first), known->second);
        add_forms(code, std::string(".") + first, known->second);
        std::ranges::sort(known->second, {}, &Form::stem_hash);
        known->second.shrink_to_fit();
    }
    return known->second;
}

void StemForms::add_forms(const std::string& code, const std::string& prefix, Forms& forms) const {
    const WordTable::Range range = tokens_.words.starting_with(prefix);
    for (std::uint32_t rank = range.begin; rank < range.end; ++rank)
        forms.push_back({hash_of(stem_of(std::string(tokens_.words.word(rank)), code)), rank});
}

}  // namespace broadsheet::match
