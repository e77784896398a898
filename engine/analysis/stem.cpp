// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/stem.h"

#include "engine/analysis/function_word.h"
#include "engine/analysis/token.h"
#include "engine/analysis/word_key.h"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <vector>

namespace broadsheet {

namespace {

/// Words whose stems are remembered, in pairs that share a place: the stemming itself costs a hundred times as much,
/// and news repeats its words. Longer words have a table of their own.
constexpr unsigned remembered_bits_most = 14;
constexpr unsigned remembered_bits_few = 8;
std::atomic<unsigned> remembered_bits_now = remembered_bits_most;
/// To so many others one long word.
constexpr std::size_t long_words_share = 8;

/// ISO 639-1 codes for which Xapian 1.4 has a Snowball algorithm.
constexpr std::array<std::string_view, 26> known_languages = {"ar", "ca", "da", "de", "en", "es", "eu", "fi", "fr",
                                                              "ga", "hu", "hy", "id", "it", "lt", "nb", "ne", "nl",
                                                              "nn", "no", "pt", "ro", "ru", "sv", "ta", "tr"};

const std::string_view* find_known(std::string_view language) {
    const auto* known = std::find(known_languages.begin(), known_languages.end(), language);
    return known == known_languages.end() ? nullptr : known;
}

Xapian::Stem algorithm_of(std::string_view code) {
    return find_known(code) ? Xapian::Stem(std::string(code)) : Xapian::Stem();
}

}  // namespace

std::string_view stem_code(std::string_view language) {
    if (language.empty()) return "en";
    const std::string_view* known = find_known(language);
    return known ? *known : unstemmed_code;
}

std::string_view stem_code_of(std::string_view word, std::string_view code) {
    const char first = word.front();
    return first == '.' || (first >= '0' && first <= '9') ? unstemmed_code : code;
}

struct Stemmer::State {
    struct Remembered {
        WordKey word;
        WordKey stem;
    };
    /// One line of the processor's cache: the word asked for last, and the one before.
    struct alignas(64) Pair {
        Remembered last;
        Remembered before;
    };
    struct RememberedLong {
        std::string word;
        std::string stem;
    };

    explicit State(std::string_view wanted) : code(wanted), algorithm(algorithm_of(wanted)) {
        if (algorithm.is_none()) return;
        remembered.resize(std::size_t{1} << remembered_bits);
        remembered_long.resize(remembered.size() / long_words_share);
    }

    /// An algorithm that leaves nothing (Arabic does for some particles) must not merge all such words.
    std::string stem(const std::string& word) const {
        std::string stem = algorithm(word);
        return stem.empty() ? word : stem;
    }

    std::string code;
    Xapian::Stem algorithm;
    const unsigned remembered_bits = remembered_bits_now;
    std::vector<Pair> remembered;
    std::vector<RememberedLong> remembered_long;
    std::string last;
};

Stemmer::Stemmer(std::string_view code) : state_(std::make_unique<State>(code)) {}
Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;

const std::string& Stemmer::stem(const std::string& word) {
    State& state = *state_;
    if (state.remembered.empty() || word.empty()) return state.last = word;
    if (word.size() > word_key_bytes_max) {
        auto& slot = state.remembered_long[std::hash<std::string>{}(word) % state.remembered_long.size()];
        if (slot.word == word) return slot.stem;
        slot.stem = state.stem(word);
        slot.word = word;
        return slot.stem;
    }
    const WordKey key = word_key(word);
    auto& pair = state.remembered[spread(key) >> (64 - state.remembered_bits)];
    if (pair.last.word != key) std::swap(pair.last, pair.before);
    if (pair.last.word == key) {
        unpack(pair.last.stem, state.last);
        return state.last;
    }
    state.last = state.stem(word);
    if (state.last.size() <= word_key_bytes_max) pair.last = {key, word_key(state.last)};
    return state.last;
}

void Stemmer::expect(std::string_view word) const {
    const State& state = *state_;
    if (state.remembered.empty() || word.size() > word_key_bytes_max) return;
    __builtin_prefetch(&state.remembered[spread(word_key(word)) >> (64 - state.remembered_bits)]);
}

bool is_also_word(const std::string& acronym, std::string_view code) {
    if (!is_acronym(acronym)) return false;
    const std::string word = acronym.substr(1);
    return !is_function_word(word, code) && Stemmer::of(code).stem(word) == word;
}

void Stemmer::remember_little() {
    remembered_bits_now = remembered_bits_few;
}

Stemmer& Stemmer::of(std::string_view code) {
    thread_local std::vector<std::unique_ptr<Stemmer>> stemmers;
    for (const auto& stemmer : stemmers) {
        if (stemmer->state_->code == code) return *stemmer;
    }
    return *stemmers.emplace_back(std::make_unique<Stemmer>(code));
}

}  // namespace broadsheet
