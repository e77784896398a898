// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/telling_words.h"

#include "engine/analysis/function_word.h"
#include "engine/analysis/segment.h"
#include "engine/analysis/stem.h"
#include "engine/analysis/term.h"
#include "engine/analysis/token.h"
#include "engine/analysis/utf8.h"
#include "engine/match/ranking.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace broadsheet {

namespace {

/// Of a long text the beginning says what it is about.
constexpr std::size_t text_bytes_max = 48 * 1024;
/// Terms whose numbers of articles are looked up: those of the title, then the most frequent.
constexpr std::size_t looked_up_max = 128;
/// More common words tell little. In a small archive a share of it would be next to nothing.
constexpr double share_max = 0.04;
constexpr double articles_always = 20;
/// Only what another article has too can find it.
constexpr double articles_min = 2;
/// What a word of the title says more.
constexpr double title_share = 1.6;
/// A word's second occurrence tells more than its tenth.
constexpr double half_saturated = 1.5;
/// Words of scripts without spaces are sought by their characters' places, which takes longer.
constexpr std::size_t unspaced_words_max = 6;

struct Candidate {
    std::string term;
    std::string written;
    double count = 0;
    bool in_title = false;
    std::size_t order = 0;  ///< of the first occurrence
};

bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

/// "FERRY" and "Ferry" are better shown as "ferry", if the article writes it so somewhere.
bool is_written_plainer(std::string_view a, std::string_view b) {
    return std::ranges::count_if(a, is_capital) < std::ranges::count_if(b, is_capital);
}

std::string written_form(std::string_view text, const Token& token) {
    if (is_acronym(token.text)) {
        std::string letters = token.text.substr(1);
        for (char& c : letters) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        return letters;
    }
    std::string_view written = text.substr(token.begin, token.end - token.begin);
    for (const std::string_view genitive : {"'s", "’s"})
        if (written.ends_with(genitive) && !token.text.ends_with(genitive)) written.remove_suffix(genitive.size());
    return std::string(written);
}

/// The words of one article with their frequencies.
class WordCollector {
public:
    explicit WordCollector(std::string_view language) : code_(stem_code(language)), stemmer_(Stemmer::of(code_)) {}

    void read(std::string_view text, bool title) {
        tokenize(text, tokens_);
        for (const Token& token : tokens_) {
            if (token.kind == TokenKind::closed || !carries_stem(token) || !tells_something(token.text)) continue;
            add(term_of(token.text), written_form(text, token), title);
        }
        read_unspaced(text, title);
    }

    std::vector<Candidate> take() {
        std::vector<Candidate> all;
        all.reserve(candidates_.size());
        for (auto& [key, candidate] : candidates_) all.push_back(std::move(candidate));
        return all;
    }

private:
    bool tells_something(const std::string& word) const {
        const bool figures = word.find_first_not_of("0123456789.,") == std::string::npos;
        return !figures && count_characters(word) > 1 && !is_function_word(word, code_);
    }

    std::string term_of(const std::string& word) {
        const std::string_view own = stem_code_of(word, code_);
        return stem_term({}, own, own == code_ ? stemmer_.stem(word) : word);
    }

    /// Words of Chinese, Japanese, Thai: what stands side by side is cut by the dictionary.
    void read_unspaced(std::string_view text, bool title) {
        for (std::size_t i = 0; i < tokens_.size();) {
            if (!tokens_[i].ideograph) {
                ++i;
                continue;
            }
            const std::size_t begin = tokens_[i].begin;
            std::size_t end = tokens_[i].end;
            for (++i; i < tokens_.size() && tokens_[i].ideograph && tokens_[i].begin == end; ++i) end = tokens_[i].end;
            for (const std::string_view word : words_in_run(text.substr(begin, end - begin)))
                if (count_characters(word) > 1) add({}, std::string(word), title);
        }
    }

    void add(std::string term, std::string written, bool title) {
        Candidate& candidate = candidates_[term.empty() ? written : term];
        if (candidate.count == 0) {
            candidate.order = candidates_.size();
            candidate.term = std::move(term);
            candidate.written = std::move(written);
        } else if (is_written_plainer(written, candidate.written)) {
            candidate.written = std::move(written);
        }
        candidate.count += title ? title_weight : 1;
        candidate.in_title = candidate.in_title || title;
    }

    const std::string_view code_;
    Stemmer& stemmer_;
    std::vector<Token> tokens_;
    std::unordered_map<std::string, Candidate> candidates_;  ///< by term, or as written
};

WordCollector words_of(const Article& article) {
    WordCollector collector(article.language);
    collector.read(article.title, true);
    collector.read(utf8_prefix(article.body, text_bytes_max), false);
    return collector;
}

double share_of(const Candidate& candidate) {
    return candidate.count / (candidate.count + half_saturated) * (candidate.in_title ? title_share : 1);
}

bool comes_first(const Candidate& a, const Candidate& b) {
    if (a.in_title != b.in_title) return a.in_title;
    return a.count != b.count ? a.count > b.count : a.order < b.order;
}

/// What is known of no term is taken to be as rare as most: the archive's own count would need a search.
double rarity_of(const Candidate& candidate, match::Reader& reader) {
    const double documents = reader.snapshot().documents;
    if (candidate.term.empty()) return inverse_document_frequency(documents, documents / 100);
    const double articles = reader.articles_with({candidate.term});
    const bool telling = articles >= articles_min && articles <= std::max(articles_always, share_max * documents);
    return telling ? inverse_document_frequency(documents, articles) : 0;
}

}  // namespace

std::vector<TellingWord> telling_words(const Article& article, match::Reader& reader) {
    std::vector<Candidate> candidates = words_of(article).take();
    std::ranges::sort(candidates, comes_first);
    if (candidates.size() > looked_up_max) candidates.resize(looked_up_max);
    std::vector<TellingWord> words;
    std::size_t unspaced = 0;
    for (Candidate& candidate : candidates) {
        if (candidate.term.empty() && ++unspaced > unspaced_words_max) continue;
        const double weight = rarity_of(candidate, reader) * share_of(candidate);
        if (weight > 0) words.push_back({std::move(candidate.written), std::move(candidate.term), weight});
    }
    std::ranges::stable_sort(words, [](const TellingWord& a, const TellingWord& b) { return a.weight > b.weight; });
    if (words.size() > telling_words_max) words.resize(telling_words_max);
    return words;
}

std::vector<std::string> words_shared(const std::vector<TellingWord>& words, const Article& article) {
    std::unordered_set<std::string> terms;
    for (const Candidate& candidate : words_of(article).take()) terms.insert(candidate.term);
    const std::string_view body = utf8_prefix(article.body, text_bytes_max);
    std::vector<std::string> shared;
    for (const TellingWord& word : words) {
        const bool has = word.term.empty() ? article.title.find(word.written) != std::string::npos ||
                                                 body.find(word.written) != std::string_view::npos
                                           : terms.contains(word.term);
        if (has) shared.push_back(word.written);
    }
    return shared;
}

}  // namespace broadsheet
