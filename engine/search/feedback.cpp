// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/feedback.h"

#include "engine/analysis/term.h"
#include "engine/index/lexicon.h"
#include "engine/match/ranking.h"
#include "engine/search/content_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace broadsheet {

namespace {

constexpr std::size_t terms_max = 20;
constexpr double feedback_weight = 0.4;
/// So many articles before its turn a stream is asked for.
constexpr std::size_t rescored_ahead = 6;
/// Terms whose numbers are looked up; those that are rarer in the best articles are hardly ever chosen.
constexpr std::size_t looked_up_max = 64;
/// How often an article that has a word has it: the archive's use of words is estimated by its numbers of articles.
constexpr double usual_frequency = 1.5;
constexpr std::size_t articles_min = 2;  ///< of the best ones that must have a term
constexpr double share_max = 0.1;        ///< of the archive: more common terms tell nothing new

struct Candidate {
    double frequency = 0;
    std::size_t articles = 0;
    std::vector<std::string> forms;  ///< some more than once
};
using Candidates = std::unordered_map<std::string, Candidate>;  ///< by index term

/// By number in the segment.
using WordCount = std::unordered_map<std::uint32_t, double>;

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

void add_terms(const SegmentFiles& files, std::uint32_t document, Candidates& candidates) {
    const Tokens& tokens = files.tokens.tokens();
    const std::string_view code = stem_code_of(files.columns, document);
    std::unordered_set<std::string> own_terms;
    for (const auto& [number, count] : words_of(tokens.stream(document))) {
        if (number >= tokens.words.size()) continue;
        std::string word(tokens.words.word(tokens.words.ranks[number]));
        if (!tells_something(word, code)) continue;
        std::string term = content_term(word, code);
        Candidate& candidate = candidates[term];
        candidate.frequency += count;
        candidate.forms.push_back(std::move(word));
        if (own_terms.insert(std::move(term)).second) ++candidate.articles;
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

struct WeightedTerm {
    double weight;
    double articles;                 ///< that have it
    std::vector<std::string> forms;  ///< the words of the best articles that have this stem
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

/// As many as have one of the words, or a few more: those with two of them count twice.
double articles_with(const std::vector<std::string>& forms, const Lexicon& lexicon) {
    double articles = 0;
    for (const std::string& form : forms) articles += lexicon.counts(form).articles;
    return articles;
}

/// The terms that the best articles use most beyond what the archive does, the strongest with the weight 1.
std::vector<WeightedTerm> chosen_terms(const Candidates& candidates, const query::Node& root,
                                       const match::Snapshot& snapshot) {
    std::set<std::string> asked;
    collect_stems(root, asked);
    const double total = snapshot.average_length * snapshot.documents;
    const Lexicon lexicon(*snapshot.generation);
    double sum = 0;
    for (const auto& [term, candidate] : candidates) sum += candidate.frequency;
    std::vector<WeightedTerm> terms;
    for (const auto& [term, candidate] : most_frequent(candidates)) {
        std::vector<std::string> forms = candidate->forms;
        std::ranges::sort(forms);
        forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
        const double articles = std::min(articles_with(forms, lexicon), snapshot.documents);
        if (articles > share_max * snapshot.documents && !asked.contains(*term)) continue;
        const double here = candidate->frequency / sum;
        const double there = articles * usual_frequency / total;
        if (there > 0 && here > there) terms.push_back({here * std::log2(here / there), articles, std::move(forms)});
    }
    std::sort(terms.begin(), terms.end(), [](auto& a, auto& b) { return a.weight > b.weight; });
    if (terms.size() > terms_max) terms.resize(terms_max);
    const double strongest = terms.empty() ? 1 : terms.front().weight;
    for (WeightedTerm& term : terms) term.weight /= strongest;
    return terms;
}

/// What each word of a segment says for an article, by number; sorted.
class PartWeights {
public:
    PartWeights(const WordTable& words, const std::vector<WeightedTerm>& terms) {
        for (std::uint32_t term = 0; term < terms.size(); ++term)
            for (const std::string& form : terms[term].forms)
                if (const auto rank = words.find(form)) add(words.numbers[*rank], term);
        std::ranges::sort(words_);
    }

    /// Adds the occurrences of each term to its frequency.
    void count(const TokenStream& stream, std::vector<double>& frequencies) const {
        const auto see = [&](std::uint32_t word, double times) {
            if (!maybe_[word % maybe_.size()]) return;
            const auto known = std::ranges::lower_bound(words_, std::pair(word, std::uint32_t{0}));
            if (known != words_.end() && known->first == word) frequencies[known->second] += times;
        };
        if (!stream.title_repeats_body())
            TokenStream::for_each_word(stream.words(TextPart::title), 0,
                                       [&](std::uint32_t, std::uint32_t word) { see(word, title_weight); });
        TokenStream::for_each_word(stream.words(TextPart::body), 0,
                                   [&](std::uint32_t, std::uint32_t word) { see(word, 1); });
        stream.for_each_writing([&](std::uint32_t position, std::uint32_t word) {
            see(word, position < author_position ? title_weight : 1);
        });
    }

private:
    void add(std::uint32_t word, std::uint32_t term) {
        words_.emplace_back(word, term);
        maybe_[word % maybe_.size()] = true;
    }

    std::vector<std::pair<std::uint32_t, std::uint32_t>> words_;
    std::array<bool, 1024> maybe_{};  ///< by the last bits of a number
};

double feedback_of(const std::vector<WeightedTerm>& terms, const std::vector<double>& frequencies, float length_part) {
    double weight = 0;
    for (std::size_t i = 0; i < terms.size(); ++i)
        if (frequencies[i] != 0) weight += terms[i].weight * frequencies[i] / (frequencies[i] + length_part);
    return weight;
}

}  // namespace

bool add_feedback(std::span<const Xapian::docid> best, const query::Node& root, match::Reader& reader,
                  Deadline& deadline, std::vector<RankedDocument>& ranked) {
    const match::Snapshot& snapshot = reader.snapshot();
    std::vector<WeightedTerm> terms = chosen_terms(candidates_of(best, *snapshot.generation), root, snapshot);
    for (WeightedTerm& term : terms)
        term.weight *=
            feedback_weight * frequency_ceiling * inverse_document_frequency(snapshot.documents, term.articles);
    std::vector<std::optional<PartWeights>> weights(snapshot.parts.size());
    std::vector<double> frequencies;
    const std::size_t rescored = std::min(ranked.size(), feedback_rescored_max);
    const auto tokens_of = [&](std::size_t i) -> const Tokens& {
        return snapshot.parts[(ranked[i].document_id - 1) % weights.size()]
            .generation_part->segment.files->tokens.tokens();
    };
    const auto document_of = [&](std::size_t i) {
        return static_cast<std::uint32_t>((ranked[i].document_id - 1) / weights.size());
    };
    for (std::size_t i = 0; i < rescored; ++i) {
        if (deadline.expired()) return false;
        if (const std::size_t next = i + 2 * rescored_ahead; next < rescored)
            tokens_of(next).expect_place(document_of(next));
        if (const std::size_t next = i + rescored_ahead; next < rescored) tokens_of(next).expect(document_of(next));
        const std::size_t part = (ranked[i].document_id - 1) % weights.size();
        if (!weights[part]) weights[part].emplace(tokens_of(i).words, terms);
        frequencies.assign(terms.size(), 0);
        weights[part]->count(tokens_of(i).stream(document_of(i)), frequencies);
        ranked[i].weight += feedback_of(terms, frequencies, snapshot.parts[part].length_parts[document_of(i)]);
    }
    std::sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(rescored),
              [](auto& a, auto& b) { return a.weight > b.weight; });
    return true;
}

}  // namespace broadsheet
