// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/proximity.h"

#include "engine/analysis/term.h"
#include "engine/match/ranking.h"
#include "engine/query/group.h"

#include <algorithm>
#include <array>

namespace broadsheet {

namespace {

using query::Node;
using query::NodeKind;

constexpr std::size_t words_max = 16;
/// Forms looked up in an article; further ones are rare.
constexpr std::size_t forms_max = 8;
constexpr double neighbour_weight = 0.5;
constexpr std::uint32_t neighbour_distance_max = 50;
/// Few words in a row as typed are likely a name or a term.
constexpr double adjacent_weight = 0.5;
constexpr std::size_t adjacent_words_max = 3;
constexpr double stretch_weight = 0.5;
constexpr std::uint32_t stretch_words = 30;

double idf_of(const std::vector<query::Stem>& stems, match::Reader& reader) {
    std::vector<std::string> terms;
    for (const query::Stem& stem : stems) terms.push_back(stem_term({}, stem.code, stem.text));
    std::sort(terms.begin(), terms.end());  // as the plan has them, so that its postings are known
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    const double documents = reader.snapshot().documents;
    return inverse_document_frequency(documents, std::min(reader.articles_with(terms), documents));
}

class WordCollector {
public:
    explicit WordCollector(match::Reader& reader) : reader_(reader) {}

    void collect(const Node& node) {
        if (node.excluded || node.optional) return;
        for (const Node& child : node.children) collect(child);
        if (!query::is_text_leaf(node)) return;
        const auto run = std::find_if(node.runs.begin(), node.runs.end(), [](auto& r) { return r.size() > 1; });
        if (run != node.runs.end() && run->size() == node.weights.size()) {
            for (std::size_t i = 0; i < run->size(); ++i) add((*run)[i], idf_of(node.weights[i], reader_));
        } else if (!node.forms.empty()) {
            add(node.forms, idf_of(node.stems, reader_));
        }
    }

    std::vector<ScoredWord> words;

private:
    void add(std::vector<std::string> forms, double idf) {
        if (forms.size() > forms_max) forms.resize(forms_max);
        const auto same = [&](const ScoredWord& word) { return word.forms == forms; };
        if (words.size() < words_max && std::none_of(words.begin(), words.end(), same))
            words.push_back({std::move(forms), idf});
    }

    match::Reader& reader_;
};

/// An occurrence of a word of the query.
struct Occurrence {
    std::uint32_t position;
    std::size_t word;
    friend auto operator<=>(const Occurrence&, const Occurrence&) = default;
};

double neighbour_score(const std::vector<ScoredWord>& words, const std::vector<Occurrence>& occurrences, double length,
                       double average_length) {
    std::array<double, words_max> gained{};
    for (std::size_t i = 0; i + 1 < occurrences.size(); ++i) {
        const Occurrence &left = occurrences[i], &right = occurrences[i + 1];
        const std::uint32_t distance = std::max(right.position - left.position, 1u);
        if (left.word == right.word || distance > neighbour_distance_max) continue;
        const double squared = double{static_cast<double>(distance)} * distance;
        gained[left.word] += words[right.word].idf / squared;
        gained[right.word] += words[left.word].idf / squared;
    }
    double score = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (gained[i] > 0)
            score += std::min(1.0, words[i].idf) * saturated_frequency(gained[i], length, average_length);
    }
    return score;
}

/// The rarity of all words if they stand side by side somewhere, in the order of the query.
double adjacent_score(const std::vector<ScoredWord>& words, const std::vector<Occurrence>& occurrences) {
    if (words.size() < 2 || words.size() > adjacent_words_max) return 0;
    for (const Occurrence& first : occurrences) {
        bool all = first.word == 0;
        for (std::size_t i = 1; i < words.size() && all; ++i) {
            const Occurrence next{first.position + static_cast<std::uint32_t>(i), i};
            all = std::binary_search(occurrences.begin(), occurrences.end(), next);
        }
        if (!all) continue;
        double sum = 0;
        for (const ScoredWord& word : words) sum += word.idf;
        return sum;
    }
    return 0;
}

/// The greatest sum of rarities of different words within one stretch.
double stretch_score(const std::vector<ScoredWord>& words, const std::vector<Occurrence>& occurrences) {
    std::array<std::size_t, words_max> inside{};
    double sum = 0, best = 0;
    for (std::size_t first = 0, last = 0; last < occurrences.size(); ++last) {
        if (inside[occurrences[last].word]++ == 0) sum += words[occurrences[last].word].idf;
        for (; occurrences[last].position - occurrences[first].position >= stretch_words; ++first) {
            if (--inside[occurrences[first].word] == 0) sum -= words[occurrences[first].word].idf;
        }
        best = std::max(best, sum);
    }
    return best;
}

}  // namespace

std::vector<ScoredWord> scored_words(const Node& root, match::Reader& reader) {
    WordCollector collector(reader);
    collector.collect(root);
    return std::move(collector.words);
}

ClosenessMeter::ClosenessMeter(const std::vector<ScoredWord>& words, const Generation& generation)
    : words_(words), generation_(generation), forms_(generation.parts().size()) {}

const ClosenessMeter::PartForms& ClosenessMeter::forms_in(std::size_t part) {
    auto& forms = forms_[part];
    if (forms) return *forms;
    forms.emplace();
    const WordTable& table = generation_.parts()[part].segment.files->tokens.tokens().words;
    for (std::uint32_t i = 0; i < words_.size(); ++i) {
        for (const std::string& form : words_[i].forms) {
            const auto rank = table.find(form);
            if (!rank) continue;
            forms->sorted.push_back({table.numbers[*rank], i});
            forms->maybe[table.numbers[*rank] % forms->maybe.size()] = true;
        }
    }
    std::ranges::sort(forms->sorted, {}, &NumberedForm::number);
    return *forms;
}

Closeness ClosenessMeter::of(std::size_t part, std::uint32_t document) {
    const PartForms& forms = forms_in(part);
    const SegmentFiles& files = *generation_.parts()[part].segment.files;
    std::vector<Occurrence> occurrences;
    files.tokens.tokens().stream(document).for_each_in_row([&](std::uint32_t position, std::uint32_t number) {
        if (!forms.maybe[number % forms.maybe.size()]) return;
        auto form = std::ranges::lower_bound(forms.sorted, number, {}, &NumberedForm::number);
        for (; form != forms.sorted.end() && form->number == number; ++form)
            occurrences.push_back({position, form->word});
    });
    std::sort(occurrences.begin(), occurrences.end());
    std::array<bool, words_max> held{};
    for (const Occurrence& occurrence : occurrences) held[occurrence.word] = true;
    const double length = files.columns.lengths[document], average = generation_.average_length();
    Closeness close;
    close.all_words = static_cast<std::size_t>(std::count(held.begin(), held.end(), true)) == words_.size();
    close.score = neighbour_weight * neighbour_score(words_, occurrences, length, average) +
                  adjacent_weight * adjacent_score(words_, occurrences) +
                  stretch_weight * stretch_score(words_, occurrences);
    return close;
}

}  // namespace broadsheet
