// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/vocabulary.h"

#include "engine/analysis/term.h"
#include "engine/search/similar_terms.h"

#include <algorithm>

namespace broadsheet {

namespace {

/// Each language costs a stem a word; beyond eight the rest is rare.
constexpr std::size_t languages_max = 8;
/// For all words of a query together.
constexpr std::chrono::milliseconds look_up_time{35};
/// Ways to hyphenate one closed word; more are rubbish.
constexpr std::size_t accentings_max = 8;
constexpr std::size_t compounds_max = 64;
/// Definitions of one acronym that are told apart.
constexpr std::size_t definitions_max = 64;

}  // namespace

IndexVocabulary::IndexVocabulary(const Generation& generation)
    : generation_(generation),
      lexicon_(generation),
      stem_codes_(generation.stem_codes()),
      looking_up_(allowed_in(generation.documents(), look_up_time), {}, Deadline::Budget::work) {
    if (stem_codes_.size() > languages_max) stem_codes_.resize(languages_max);
}

std::vector<std::string> IndexVocabulary::compounds(const std::string& closed) const {
    std::vector<std::string> compounds;
    for (auto& [hyphenated, articles] : hyphenations(closed)) compounds.push_back(std::move(hyphenated));
    return compounds;
}

IndexVocabulary::Counted IndexVocabulary::after(const std::string& prefix, std::size_t limit) const {
    Counted found = lexicon_.starting_with(prefix, limit);
    for (auto& [word, articles] : found) word.erase(0, prefix.size());
    return found;
}

IndexVocabulary::Counted IndexVocabulary::hyphenations(const std::string& closed) const {
    const auto [known, unknown] = known_compounds_.try_emplace(closed);
    if (unknown) known->second = after(compound_prefix(closed), compounds_max);
    return known->second;
}

IndexVocabulary::Counted IndexVocabulary::accentings(const std::string& word) const {
    return after(accented_prefix(word), accentings_max);
}

IndexVocabulary::Counted IndexVocabulary::definitions(const std::string& acronym) const {
    return after(definition_prefix(acronym), definitions_max);
}

std::vector<std::string> IndexVocabulary::words_with_prefix(TextField field, const std::string& prefix,
                                                            std::size_t limit) const {
    if (prefix.empty()) return {};
    const auto [known, unknown] = known_beginnings_.try_emplace(word_term(field, prefix) + ' ' + std::to_string(limit));
    if (!unknown) return known->second;
    for (auto& [word, articles] : lexicon_.starting_with(prefix, limit, field))
        known->second.push_back(std::move(word));
    return known->second;
}

std::vector<std::string> IndexVocabulary::similar_words(const std::string& word, std::size_t edits_max,
                                                        std::size_t limit) const {
    const std::string key = word + ' ' + std::to_string(edits_max) + ' ' + std::to_string(limit);
    const auto [known, unknown] = known_similar_.try_emplace(key);
    if (!unknown || looking_up_.expired_now()) return known->second;
    for (const SimilarTerm& similar : similar_terms(generation_, lexicon_, word, edits_max, limit, looking_up_))
        known->second.push_back(similar.term);
    return known->second;
}

const WordCounts& IndexVocabulary::counts(const std::string& word) const {
    const auto [known, unknown] = known_counts_.try_emplace(word);
    if (unknown) known->second = lexicon_.counts(word);
    return known->second;
}

std::uint32_t IndexVocabulary::articles_with(const std::string& word) const {
    return counts(word).articles;
}

bool IndexVocabulary::is_written_small(const std::string& word) const {
    const WordCounts& found = counts(word);
    return found.small * std::uint64_t{2} > found.articles;
}

}  // namespace broadsheet
