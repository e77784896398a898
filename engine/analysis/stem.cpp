// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/stem.h"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

namespace broadsheet {

namespace {

/// Slots of a direct-mapped cache. News repeats its words: this many hold nearly all of an article's.
constexpr std::size_t remembered_words = 8192;

/// ISO 639-1 codes for which Xapian 1.4 has a Snowball algorithm.
constexpr std::array<std::string_view, 26> known_languages = {"ar", "ca", "da", "de", "en", "es", "eu", "fi", "fr",
                                                              "ga", "hu", "hy", "id", "it", "lt", "nb", "ne", "nl",
                                                              "nn", "no", "pt", "ro", "ru", "sv", "ta", "tr"};

Xapian::Stem algorithm_of(std::string_view language) {
    if (std::find(known_languages.begin(), known_languages.end(), language) == known_languages.end()) return {};
    return Xapian::Stem(std::string(language));
}

}  // namespace

struct Stemmer::State {
    struct Remembered {
        std::string word;
        std::string stem;
    };

    explicit State(std::string_view wanted) : language(wanted), algorithm(algorithm_of(wanted)) {
        if (!algorithm.is_none()) remembered.resize(remembered_words);
    }

    std::string language;
    Xapian::Stem algorithm;
    std::vector<Remembered> remembered;
    std::string last;
};

Stemmer::Stemmer(std::string_view language) : state_(std::make_unique<State>(language)) {}
Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;

const std::string& Stemmer::stem(const std::string& word) {
    State& state = *state_;
    if (state.remembered.empty() || word.empty()) return state.last = word;
    auto& slot = state.remembered[std::hash<std::string>{}(word) % remembered_words];
    if (slot.word == word) return slot.stem;
    slot.stem = state.algorithm(word);
    slot.word = word;
    // An algorithm that leaves nothing (Arabic does for some particles) must not merge all such words.
    if (slot.stem.empty()) slot.stem = word;
    return slot.stem;
}

Stemmer& Stemmer::of(std::string_view language) {
    thread_local std::vector<std::unique_ptr<Stemmer>> stemmers;
    for (const auto& stemmer : stemmers) {
        if (stemmer->state_->language == language) return *stemmer;
    }
    return *stemmers.emplace_back(std::make_unique<Stemmer>(language));
}

}  // namespace broadsheet
