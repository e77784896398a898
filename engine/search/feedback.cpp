// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/feedback.h"

#include "engine/analysis/function_word.h"
#include "engine/analysis/stem.h"
#include "engine/analysis/term.h"
#include "engine/analysis/token.h"
#include "engine/analysis/utf8.h"
#include "engine/match/ranking.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace broadsheet {

namespace {

constexpr std::size_t terms_max = 20;
constexpr double feedback_weight = 0.4;
constexpr std::size_t articles_min = 2;  ///< of the best ones that must have a term
constexpr double share_max = 0.1;        ///< of the archive: more common terms tell nothing new

struct Candidate {
    double frequency = 0;
    std::size_t articles = 0;
};
using Candidates = std::map<std::string, Candidate>;  ///< by index term

bool tells_something(const Token& token, std::string_view code) {
    const bool figures = token.text.find_first_not_of("0123456789.") == std::string::npos;
    return carries_stem(token) && !figures && count_characters(token.text) > 1 && !is_function_word(token.text, code);
}

void count_terms(std::string_view text, std::string_view language, double weight,
                 std::map<std::string, double>& counts) {
    const std::string_view code = stem_code(language);
    Stemmer& stemmer = Stemmer::of(code);
    for (const Token& token : tokenize(text)) {
        if (!tells_something(token, code)) continue;
        const std::string_view own = stem_code_of(token.text, code);
        counts[stem_term({}, own, own == code ? stemmer.stem(token.text) : token.text)] += weight;
    }
}

Candidates candidates_of(const std::vector<StoredArticle>& best) {
    Candidates candidates;
    for (const StoredArticle& article : best) {
        std::map<std::string, double> counts;
        count_terms(article.title, article.language, title_weight, counts);
        count_terms(article.body, article.language, 1, counts);
        for (const auto& [term, count] : counts) {
            candidates[term].frequency += count;
            ++candidates[term].articles;
        }
    }
    return candidates;
}

void collect_stems(const query::Node& node, std::set<std::string>& terms) {
    for (const query::Node& child : node.children) collect_stems(child, terms);
    for (const query::Stem& stem : node.stems) terms.insert(stem_term({}, stem.code, stem.text));
    for (const auto& group : node.weights) {
        for (const query::Stem& stem : group) terms.insert(stem_term({}, stem.code, stem.text));
    }
}

struct WeightedTerm {
    double weight;
    std::string term;
};

/// The terms that the best articles use most beyond what the archive does, the strongest with the weight 1.
std::vector<WeightedTerm> chosen_terms(const Candidates& candidates, const query::Node& root,
                                       const Xapian::Database& database) {
    std::set<std::string> asked;
    collect_stems(root, asked);
    const double documents = database.get_doccount(), total = database.get_avlength() * documents;
    double sum = 0;
    for (const auto& [term, candidate] : candidates) sum += candidate.frequency;
    std::vector<WeightedTerm> terms;
    for (const auto& [term, candidate] : candidates) {
        if (candidate.articles < articles_min) continue;
        if (database.get_termfreq(term) > share_max * documents && !asked.contains(term)) continue;
        const double here = candidate.frequency / sum;
        const double there = static_cast<double>(database.get_collection_freq(term)) / total;
        if (there > 0 && here > there) terms.push_back({here * std::log2(here / there), term});
    }
    std::sort(terms.begin(), terms.end(), [](auto& a, auto& b) { return a.weight > b.weight; });
    if (terms.size() > terms_max) terms.resize(terms_max);
    const double strongest = terms.empty() ? 1 : terms.front().weight;
    for (WeightedTerm& term : terms) term.weight /= strongest;
    return terms;
}

}  // namespace

bool add_feedback(const std::vector<StoredArticle>& best, const query::Node& root, const Xapian::Database& database,
                  Deadline& deadline, std::vector<RankedDocument>& ranked) {
    const auto terms = chosen_terms(candidates_of(best), root, database);
    const std::size_t rescored = std::min(ranked.size(), feedback_rescored_max);
    std::vector<RankedDocument*> by_number;
    for (std::size_t i = 0; i < rescored; ++i) by_number.push_back(&ranked[i]);
    std::sort(by_number.begin(), by_number.end(), [](auto* a, auto* b) { return a->document_id < b->document_id; });
    std::vector<double> lengths;
    for (const RankedDocument* document : by_number) lengths.push_back(database.get_doclength(document->document_id));
    for (const WeightedTerm& term : terms) {
        const double idf = inverse_document_frequency(database.get_doccount(), database.get_termfreq(term.term));
        auto posting = database.postlist_begin(term.term);
        for (std::size_t i = 0; i < by_number.size(); ++i) {
            if (deadline.expired()) return false;
            posting.skip_to(by_number[i]->document_id);
            if (posting == database.postlist_end(term.term)) break;
            if (*posting != by_number[i]->document_id) continue;
            const double frequency = std::max<double>(posting.get_wdf(), 1);
            by_number[i]->weight += feedback_weight * term.weight * idf *
                                    saturated_frequency(frequency, lengths[i], database.get_avlength());
        }
    }
    std::sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(rescored),
              [](auto& a, auto& b) { return a.weight > b.weight; });
    return true;
}

}  // namespace broadsheet
