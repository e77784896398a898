// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/vocabulary.h"

#include "engine/analysis/fold.h"
#include "engine/analysis/stem.h"
#include "engine/analysis/term.h"
#include "engine/analysis/token.h"
#include "engine/analysis/utf8.h"
#include "engine/search/similar_terms.h"

#include <xapian.h>

#include <algorithm>

namespace broadsheet {

namespace {

/// Each language costs a stem a word; beyond eight the rest is rare.
constexpr std::size_t languages_max = 8;
/// Terms looked at for one prefix: "s" alone begins a tenth of the vocabulary.
constexpr std::size_t prefix_scan_max = 10'000;
/// For all words of a query together; then this many terms for each.
constexpr std::chrono::milliseconds look_up_time{35};
constexpr std::size_t hasty_scan_max = 200;
/// Articles read to see how a word is written.
constexpr std::size_t sampled_articles = 12;
/// Definitions of one acronym that are told apart.
constexpr std::size_t definitions_max = 64;

using Counted = std::vector<std::pair<std::string, std::uint32_t>>;

void keep_most_frequent(Counted& counted, std::size_t limit) {
    const std::size_t kept = std::min(limit, counted.size());
    std::ranges::partial_sort(counted, counted.begin() + static_cast<std::ptrdiff_t>(kept), [](auto& a, auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    counted.resize(kept);
}

/// How many times the word stands in small letters, and how many times with a capital.
struct Writings {
    std::size_t small = 0;
    std::size_t capital = 0;
};

void count_writings(const std::string& text, const std::string& word, Writings& writings) {
    for (const Token& token : tokenize(text)) {
        if (token.text != word) continue;
        const bool capital = fold(decode_utf8(text, token.begin).character).capital;
        ++(capital ? writings.capital : writings.small);
    }
}

}  // namespace

IndexVocabulary::IndexVocabulary(const Generation& generation, const Xapian::Database& database, RecordReader& record)
    : generation_(generation), database_(database), record_(record), looking_up_(look_up_time) {
    for (const std::string& language : generation.languages()) {
        const std::string code(stem_code(language));
        if (std::ranges::find(stem_codes_, code) == stem_codes_.end()) stem_codes_.push_back(code);
        if (stem_codes_.size() == languages_max) break;
    }
}

std::vector<std::string> IndexVocabulary::compounds(const std::string& closed) const {
    std::vector<std::string> compounds;
    for (auto& [hyphenated, articles] : hyphenations(closed)) compounds.push_back(std::move(hyphenated));
    return compounds;
}

IndexVocabulary::Counted IndexVocabulary::hyphenations(const std::string& closed) const {
    return terms_after(compound_prefix(closed));
}

IndexVocabulary::Counted IndexVocabulary::definitions(const std::string& acronym) const {
    Counted found = terms_after(definition_prefix(acronym));
    keep_most_frequent(found, definitions_max);
    return found;
}

IndexVocabulary::Counted IndexVocabulary::terms_after(const std::string& prefix) const {
    Counted found;
    const auto end = database_.allterms_end(prefix);
    for (auto term = database_.allterms_begin(prefix); term != end && found.size() < prefix_scan_max; ++term) {
        if (found.size() >= hasty_scan_max && looking_up_.expired()) break;
        found.emplace_back((*term).substr(prefix.size()), term.get_termfreq());
    }
    return found;
}

std::vector<std::string> IndexVocabulary::words_with_prefix(TextField field, const std::string& prefix,
                                                            std::size_t limit) const {
    if (prefix.empty()) return {};
    const std::string term = word_term(field, prefix);
    const auto [known, unknown] = known_beginnings_.try_emplace(term + ' ' + std::to_string(limit));
    if (!unknown) return known->second;
    Counted found = terms_after(term);
    keep_most_frequent(found, limit);
    for (const auto& [rest, articles] : found) known->second.push_back(prefix + rest);
    return known->second;
}

std::vector<std::string> IndexVocabulary::similar_words(const std::string& word, std::size_t edits_max,
                                                        std::size_t limit) const {
    const std::string key = word + ' ' + std::to_string(edits_max) + ' ' + std::to_string(limit);
    const auto [known, unknown] = known_similar_.try_emplace(key);
    if (!unknown || looking_up_.expired_now()) return known->second;
    for (const SimilarTerm& similar : similar_terms(database_, word, edits_max, limit, looking_up_))
        known->second.push_back(similar.term);
    return known->second;
}

std::uint32_t IndexVocabulary::articles_with(const std::string& word) const {
    const auto [known, unknown] = known_articles_.try_emplace(word);
    if (unknown) known->second = database_.get_termfreq(word_term({}, word));
    return known->second;
}

bool IndexVocabulary::is_written_small(const std::string& word) const {
    const auto [known, unknown] = known_small_.try_emplace(word);
    if (!unknown) return known->second;
    std::vector<ArticleId> sample;
    const std::string term = word_term({}, word);
    for (auto at = database_.postlist_begin(term); at != database_.postlist_end(term); ++at) {
        const Generation::Place place = generation_.place_of(*at);
        sample.push_back({place.part.segment.files->columns.ids[place.document]});
        if (sample.size() == sampled_articles) break;
    }
    Writings writings;
    for (const StoredArticle& article : record_.articles(sample)) count_writings(article.body, word, writings);
    return known->second = writings.small > writings.capital;
}

}  // namespace broadsheet
