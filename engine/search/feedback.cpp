// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/feedback.h"

#include "engine/analysis/fold.h"
#include "engine/analysis/function_word.h"
#include "engine/analysis/stem.h"
#include "engine/analysis/term.h"
#include "engine/analysis/utf8.h"
#include "engine/match/ranking.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>
#include <utility>

namespace broadsheet {

namespace {

constexpr std::size_t terms_max = 20;
constexpr double feedback_weight = 0.4;
/// Terms whose numbers are looked up; those that are rarer in the best articles are hardly ever chosen.
constexpr std::size_t looked_up_max = 64;
constexpr std::size_t articles_min = 2;  ///< of the best ones that must have a term
constexpr double share_max = 0.1;        ///< of the archive: more common terms tell nothing new

struct Candidate {
    double frequency = 0;
    std::size_t articles = 0;
};
using Candidates = std::unordered_map<std::string, Candidate>;  ///< by index term

/// By number in the segment.
using WordCount = std::unordered_map<std::uint32_t, double>;

bool tells_something(const std::string& word, std::string_view code) {
    const char first = word.front();
    const bool writing = first == 'X' || first == '\'' || first == '#' || first == '@';  // see analysis/term.h
    const bool figures = word.find_first_not_of("0123456789.") == std::string::npos;
    return !writing && !figures && count_characters(word) > 1 && !is_function_word(word, code) &&
           fold(decode_utf8(word, 0).character).kind != CharacterKind::ideograph;
}

/// The words of title and text, those of the title as ranking counts them.
WordCount words_of(const TokenStream& stream) {
    WordCount counts;
    TokenStream::for_each_word(stream.words(TextPart::title), 0,
                               [&](std::uint32_t, std::uint32_t word) { counts[word] += title_weight; });
    TokenStream::for_each_word(stream.words(TextPart::body), 0,
                               [&](std::uint32_t, std::uint32_t word) { counts[word] += 1; });
    stream.for_each_writing([&](std::uint32_t position, std::uint32_t word) {
        if (position < author_position) counts[word] += title_weight;
        if (position >= body_position) counts[word] += 1;
    });
    return counts;
}

std::string_view stem_code_of(const Columns& columns, std::uint32_t document) {
    const auto& languages = columns.fields[facet_index(FieldId::language)];
    const auto own = languages.of(document);
    return stem_code(own.empty() ? std::string_view() : languages.dictionary[own.front()].first);
}

void add_terms(const SegmentFiles& files, std::uint32_t document, Candidates& candidates) {
    const Tokens& tokens = files.tokens.tokens();
    const std::string_view code = stem_code_of(files.columns, document);
    Stemmer& stemmer = Stemmer::of(code);
    std::unordered_map<std::string, double> counts;
    for (const auto& [number, count] : words_of(tokens.stream(document))) {
        if (number >= tokens.words.size()) continue;
        const std::string word(tokens.words.word(tokens.words.ranks[number]));
        if (!tells_something(word, code)) continue;
        const std::string_view own = broadsheet::stem_code_of(word, code);
        counts[stem_term({}, own, own == code ? stemmer.stem(word) : word)] += count;
    }
    for (const auto& [term, count] : counts) {
        candidates[term].frequency += count;
        ++candidates[term].articles;
    }
}

Candidates candidates_of(std::span<const Xapian::docid> best, const Generation& generation) {
    Candidates candidates;
    for (const Xapian::docid document_id : best) {
        const Generation::Place place = generation.place_of(document_id);
        add_terms(*place.part.segment.files, place.document, candidates);
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
    double articles;  ///< that have it
};

/// Those that enough of the best articles have, the most frequent first, of equals the first in order.
std::vector<std::pair<const std::string*, const Candidate*>> most_frequent(const Candidates& candidates) {
    std::vector<std::pair<const std::string*, const Candidate*>> found;
    for (const auto& [term, candidate] : candidates)
        if (candidate.articles >= articles_min) found.emplace_back(&term, &candidate);
    std::ranges::sort(found, [](auto& a, auto& b) {
        return a.second->frequency != b.second->frequency ? a.second->frequency > b.second->frequency
                                                          : *a.first < *b.first;
    });
    if (found.size() > looked_up_max) found.resize(looked_up_max);
    return found;
}

/// The terms that the best articles use most beyond what the archive does, the strongest with the weight 1.
std::vector<WeightedTerm> chosen_terms(const Candidates& candidates, const query::Node& root,
                                       const Xapian::Database& database) {
    std::set<std::string> asked;
    collect_stems(root, asked);
    const double documents = database.get_doccount(), total = database.get_avlength() * documents;
    double sum = 0;
    for (const auto& [term, candidate] : candidates) sum += candidate.frequency;
    std::vector<WeightedTerm> terms;
    for (const auto& [term, candidate] : most_frequent(candidates)) {
        const double articles = database.get_termfreq(*term);
        if (articles > share_max * documents && !asked.contains(*term)) continue;
        const double here = candidate->frequency / sum;
        const double there = static_cast<double>(database.get_collection_freq(*term)) / total;
        if (there > 0 && here > there) terms.push_back({here * std::log2(here / there), *term, articles});
    }
    std::sort(terms.begin(), terms.end(), [](auto& a, auto& b) { return a.weight > b.weight; });
    if (terms.size() > terms_max) terms.resize(terms_max);
    const double strongest = terms.empty() ? 1 : terms.front().weight;
    for (WeightedTerm& term : terms) term.weight /= strongest;
    return terms;
}

/// The documents of one part, ascending, and what terms say about them.
class PartRescoring {
public:
    PartRescoring(const match::Snapshot::Part& part, std::vector<std::pair<std::uint32_t, RankedDocument*>> documents)
        : part_(part), documents_(std::move(documents)) {
        std::ranges::sort(documents_);
    }

    void add(const match::Postings& postings, double weight) {
        std::size_t at = 0;
        for (auto& [document, ranked] : documents_) {
            at = postings.first_from(document, at);
            if (at == postings.size()) return;
            if (postings.documents[at] != document) continue;
            const double frequency = std::max<double>(postings.frequencies[at], 1);
            ranked->weight += weight * frequency * frequency_ceiling / (frequency + part_.length_parts[document]);
        }
    }

private:
    const match::Snapshot::Part& part_;
    std::vector<std::pair<std::uint32_t, RankedDocument*>> documents_;
};

}  // namespace

bool add_feedback(std::span<const Xapian::docid> best, const query::Node& root, const Xapian::Database& database,
                  match::Reader& reader, Deadline& deadline, std::vector<RankedDocument>& ranked) {
    const match::Snapshot& snapshot = reader.snapshot();
    const auto terms = chosen_terms(candidates_of(best, *snapshot.generation), root, database);
    const std::size_t rescored = std::min(ranked.size(), feedback_rescored_max);
    const std::size_t parts = snapshot.parts.size();
    std::vector<std::vector<std::pair<std::uint32_t, RankedDocument*>>> by_part(parts);
    for (std::size_t i = 0; i < rescored; ++i) {
        const std::size_t place = ranked[i].document_id - 1;
        by_part[place % parts].emplace_back(static_cast<std::uint32_t>(place / parts), &ranked[i]);
    }
    for (std::size_t part = 0; part < parts; ++part) {
        if (by_part[part].empty()) continue;
        PartRescoring rescoring(snapshot.parts[part], std::move(by_part[part]));
        for (const WeightedTerm& term : terms) {
            if (deadline.expired_now()) return false;
            const double idf = inverse_document_frequency(snapshot.documents, term.articles);
            rescoring.add(*reader.postings(part, term.term), feedback_weight * term.weight * idf);
        }
    }
    std::sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(rescored),
              [](auto& a, auto& b) { return a.weight > b.weight; });
    return true;
}

}  // namespace broadsheet
