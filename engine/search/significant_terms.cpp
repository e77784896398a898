// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/significant_terms.h"

#include "engine/index/lexicon.h"
#include "engine/search/content_words.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace broadsheet {

namespace {

constexpr std::uint32_t no_term = std::numeric_limits<std::uint32_t>::max();
/// A term is in one in so many of the articles that it speaks for, and in three of them at least.
constexpr double share_min = 0.1;
constexpr std::uint32_t articles_min = 3;
/// How much more often it is there than elsewhere.
constexpr double rise_min = 2;
/// Fewer other matches than this tell nothing about what is usual among them.
constexpr std::size_t elsewhere_min = 20;
/// A word that so few of its articles write in small letters is a name.
constexpr double small_share_of_names = 0.2;

}  // namespace

TermReader::TermReader(const Generation& generation, const query::Node& root)
    : generation_(generation), words_(generation.parts().size()) {
    collect_stems(root, asked_);
}

void TermReader::look_up(std::size_t part, std::uint32_t number, std::string_view code, Word& word) {
    word.looked_up = true;
    word.term = no_term;
    const WordTable& table = generation_.parts()[part].segment.files->tokens.tokens().words;
    if (number >= table.size()) return;
    std::string text(table.word(table.ranks[number]));
    if (!tells_something(text, code)) return;
    std::string term = content_term(text, code);
    if (asked_.contains(term)) return;
    const auto [place, is_new] = numbers_.try_emplace(std::move(term), static_cast<std::uint32_t>(forms_.size()));
    if (is_new) forms_.emplace_back();
    std::vector<Form>& forms = forms_[place->second];
    auto form = std::ranges::find(forms, text, &Form::word);
    if (form == forms.end()) form = forms.insert(forms.end(), Form{std::move(text), 0});
    word.term = place->second;
    word.form = static_cast<std::uint32_t>(form - forms.begin());
}

void TermReader::note(const PlacedDocument& place) {
    const TokenStream stream = generation_.parts()[place.part].segment.files->tokens.tokens().stream(place.document);
    for (const TextPart part : {TextPart::title, TextPart::body}) {
        TokenStream::for_each_word(stream.words(part), 0,
                                   [&](std::uint32_t, std::uint32_t number) { ++words_[place.part][number].times; });
    }
}

void TermReader::read(const PlacedDocument& place, std::vector<Term>& terms) {
    const SegmentFiles& files = *generation_.parts()[place.part].segment.files;
    const TokenStream stream = files.tokens.tokens().stream(place.document);
    const std::string_view code = stem_code_of(files.columns, place.document);
    auto& words = words_[place.part];
    terms.clear();
    for (const TextPart part : {TextPart::title, TextPart::body}) {
        TokenStream::for_each_word(stream.words(part), 0, [&](std::uint32_t, std::uint32_t number) {
            const auto known = words.find(number);
            if (known == words.end() || known->second.times < articles_min) return;
            Word& word = known->second;
            if (!word.looked_up) look_up(place.part, number, code, word);
            if (word.term == no_term) return;
            ++forms_[word.term][word.form].seen;
            terms.push_back({word.term, part == TextPart::title});
        });
    }
    std::ranges::sort(terms, [](const Term& a, const Term& b) {
        return a.number != b.number ? a.number < b.number : a.in_title > b.in_title;
    });
    const auto again = std::ranges::unique(terms, {}, &Term::number);
    terms.erase(again.begin(), again.end());
}

double TermReader::share_of_archive(std::uint32_t term) const {
    const Lexicon lexicon(generation_);
    double articles = 0;
    for (const Form& form : forms_[term]) articles += lexicon.counts(form.word).articles;
    return std::min(1.0, articles / std::max(1U, generation_.documents()));
}

std::string TermReader::shown(std::uint32_t term) const {
    const Form& form = *std::ranges::max_element(forms_[term], {}, &Form::seen);
    std::string word = form.word;
    const auto capital = [](char& c) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    };
    if (word.front() == '.') {
        word.erase(0, 1);
        std::ranges::for_each(word, capital);
        return word;
    }
    const Lexicon lexicon(generation_);
    const WordCounts counts = lexicon.counts(form.word);
    if (2 * lexicon.counts("." + form.word).articles > counts.articles) {
        std::ranges::for_each(word, capital);
        return word;
    }
    if (counts.small <= small_share_of_names * counts.articles) capital(word.front());
    return word;
}

TermSample sample_of(std::span<const PlacedDocument> documents, bool noting, TermReader& reader, Deadline& deadline) {
    TermSample sample;
    std::vector<TermReader::Term> terms;
    for (std::size_t i = 0; noting && i < documents.size() && !deadline.expired(); ++i) reader.note(documents[i]);
    for (const PlacedDocument& place : documents) {
        if (deadline.expired()) break;
        reader.read(place, terms);
        sample.counts.resize(reader.size());
        for (const TermReader::Term& term : terms) ++sample.counts[term.number];
        sample.documents.push_back(place);
        sample.terms.push_back(terms);
    }
    return sample;
}

std::vector<SignificantTerm> significant_terms(const TermSample& here, const TermSample& elsewhere,
                                               const TermReader& reader, std::size_t terms_max) {
    const auto documents = static_cast<double>(here.documents.size());
    const double needed = std::max<double>(articles_min, share_min * documents);
    const bool compared = elsewhere.documents.size() >= elsewhere_min;
    std::vector<SignificantTerm> found;
    for (std::uint32_t number = 0; number < here.counts.size(); ++number) {
        if (here.counts[number] < needed) continue;
        const double share = here.counts[number] / documents;
        const double times = number < elsewhere.counts.size() ? elsewhere.counts[number] : 0;
        const double among = (times + 0.5) / (static_cast<double>(elsewhere.documents.size()) + 1);
        if (compared && share < rise_min * among) continue;
        const double usual = std::max({reader.share_of_archive(number), compared ? among : 0.0, 1e-9});
        if (share >= rise_min * usual) found.push_back({number, (share - usual) * std::log2(share / usual)});
    }
    std::ranges::stable_sort(found, std::greater<>(), &SignificantTerm::weight);
    if (found.size() > terms_max) found.resize(terms_max);
    return found;
}

}  // namespace broadsheet
