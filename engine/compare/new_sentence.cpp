// SPDX-License-Identifier: GPL-3.0-or-later
// What a telling added: sentences whose words no sentence of the other has.
#include "engine/analysis/function_word.h"
#include "engine/analysis/sentence.h"
#include "engine/analysis/stem.h"
#include "engine/analysis/token.h"
#include "engine/compare/hash.h"
#include "engine/compare/word_diff.h"

#include <algorithm>
#include <unordered_map>

namespace broadsheet {

namespace {

/// A sentence is known if another one has this share of its words.
constexpr double known_share = 0.6;

struct Sentence {
    TextRange range;
    std::vector<std::uint64_t> words;  ///< stems of words that carry meaning, or pairs of ideographs; each once
};

std::vector<TextRange> sentence_ranges(std::string_view text) {
    std::vector<TextRange> ranges;
    const auto is_space = [](char byte) { return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r'; };
    for (std::size_t at = 0; at < text.size();) {
        if (is_space(text[at])) {
            ++at;
            continue;
        }
        const std::size_t end = std::clamp(sentence_end(text, at), at + 1, text.size());
        ranges.push_back({at, end});
        at = end;
    }
    return ranges;
}

std::vector<Sentence> sentences_of(std::string_view text, std::string_view code) {
    const std::vector<Token> tokens = tokenize(text);
    std::vector<Sentence> sentences;
    Stemmer& stemmer = Stemmer::of(code);
    std::size_t at = 0;
    for (const TextRange range : sentence_ranges(text)) {
        Sentence sentence{range, {}};
        for (; at < tokens.size() && tokens[at].begin < range.end; ++at) {
            const Token& token = tokens[at];
            if (token.kind == TokenKind::closed || token.kind == TokenKind::tag) continue;
            const bool pair =
                token.ideograph && at > 0 && tokens[at - 1].ideograph && tokens[at - 1].begin >= range.begin;
            if (pair) {
                sentence.words.push_back(combine(hash_word(tokens[at - 1].text), hash_word(token.text)));
            } else if (!token.ideograph && !is_function_word(token.text, code)) {
                const bool plain = stem_code_of(token.text, code) != code;
                sentence.words.push_back(hash_word(plain ? token.text : stemmer.stem(token.text)));
            }
        }
        std::ranges::sort(sentence.words);
        const auto again = std::unique(sentence.words.begin(), sentence.words.end());
        sentence.words.erase(again, sentence.words.end());
        sentences.push_back(std::move(sentence));
    }
    return sentences;
}

}  // namespace

std::vector<TextRange> sentences_not_in(std::string_view known, std::string_view text, std::string_view language) {
    const std::string_view code = stem_code(language);
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> places;
    const std::vector<Sentence> known_sentences = sentences_of(known, code);
    for (std::uint32_t i = 0; i < known_sentences.size(); ++i) {
        for (const std::uint64_t word : known_sentences[i].words) places[word].push_back(i);
    }
    std::vector<TextRange> added;
    std::vector<std::uint32_t> counts(known_sentences.size());
    std::vector<std::uint32_t> met;
    for (const Sentence& sentence : sentences_of(text, code)) {
        std::uint32_t most = 0;
        met.clear();
        for (const std::uint64_t word : sentence.words) {
            const auto found = places.find(word);
            if (found == places.end()) continue;
            for (const std::uint32_t place : found->second) {
                if (counts[place]++ == 0) met.push_back(place);
                most = std::max(most, counts[place]);
            }
        }
        for (const std::uint32_t place : met) counts[place] = 0;
        const auto needed = known_share * static_cast<double>(sentence.words.size());
        if (!sentence.words.empty() && static_cast<double>(most) < needed) added.push_back(sentence.range);
    }
    return added;
}

}  // namespace broadsheet
