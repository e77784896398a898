// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/fingerprint.h"

#include "engine/analysis/stem.h"
#include "engine/analysis/token.h"
#include "engine/compare/hash.h"
#include "engine/compare/telling_terms.h"

#include <algorithm>
#include <limits>

namespace broadsheet {

namespace {

constexpr std::size_t shingle_words = 3;

/// Hashes of the words in order; compounds by their parts, tags without their sign.
std::vector<std::uint64_t> word_hashes(const std::vector<Token>& tokens) {
    std::vector<std::uint64_t> hashes;
    hashes.reserve(tokens.size());
    for (const Token& token : tokens) {
        if (token.kind == TokenKind::closed || token.kind == TokenKind::tag) continue;
        const std::string_view word = token.text;
        hashes.push_back(hash_word(is_acronym(word) ? word.substr(1) : word));
    }
    return hashes;
}

std::uint64_t hash_of(const std::vector<std::uint64_t>& words) {
    if (words.empty()) return 0;
    std::uint64_t hash = words.size();
    for (const std::uint64_t word : words) hash = combine(hash, word);
    return hash == 0 ? 1 : hash;
}

/// An odd factor and an offset for each slot; fixed for ever.
struct Functions {
    std::array<std::uint32_t, sketch_slots> factor{};
    std::array<std::uint32_t, sketch_slots> offset{};
    Functions() {
        for (std::size_t i = 0; i < sketch_slots; ++i) {
            factor[i] = static_cast<std::uint32_t>(mix(2 * i + 1)) | 1U;
            offset[i] = static_cast<std::uint32_t>(mix(2 * i + 2));
        }
    }
};

using Minima = std::array<std::uint32_t, sketch_slots>;

[[gnu::always_inline]] inline void take_minima(const std::vector<std::uint32_t>& shingles, const Functions& functions,
                                               Minima& least) {
    for (const std::uint32_t value : shingles) {
        for (std::size_t i = 0; i < sketch_slots; ++i) {
            least[i] = std::min(least[i], (value ^ functions.offset[i]) * functions.factor[i]);
        }
    }
}

#if defined(__x86_64__)
/// Eight functions at once.
[[gnu::target("avx2"), gnu::optimize("O3")]] void take_minima_wide(const std::vector<std::uint32_t>& shingles,
                                                                   const Functions& functions, Minima& least) {
    take_minima(shingles, functions, least);
}
#endif

Minima minima_of(const std::vector<std::uint32_t>& shingles) {
    static const Functions functions;
    Minima least;
    least.fill(std::numeric_limits<std::uint32_t>::max());
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        take_minima_wide(shingles, functions, least);
        return least;
    }
#endif
    take_minima(shingles, functions, least);
    return least;
}

std::array<std::uint8_t, sketch_slots> sketch_of(const std::vector<std::uint64_t>& words) {
    const std::size_t length = std::min(shingle_words, words.size());
    std::vector<std::uint32_t> shingles;
    shingles.reserve(words.size());
    for (std::size_t begin = 0; begin + length <= words.size() && length > 0; ++begin) {
        std::uint64_t shingle = 0;
        for (std::size_t i = 0; i < length; ++i) shingle = combine(shingle, words[begin + i]);
        shingles.push_back(static_cast<std::uint32_t>(shingle));
    }
    const Minima least = minima_of(shingles);
    std::array<std::uint8_t, sketch_slots> sketch{};
    for (std::size_t i = 0; i < sketch_slots; ++i) sketch[i] = static_cast<std::uint8_t>(mix(least[i]));
    return sketch;
}

}  // namespace

Fingerprint fingerprint_of(const Article& article) {
    const std::string head = article.subtitle.empty() ? article.title : article.title + "\n\n" + article.subtitle;
    const std::vector<Token> head_tokens = tokenize(head);
    const std::vector<Token> body_tokens = tokenize(article.body);
    const std::vector<std::uint64_t> words = word_hashes(body_tokens);
    Fingerprint fingerprint;
    fingerprint.text_hash = hash_of(words);
    fingerprint.words = static_cast<std::uint32_t>(words.size());
    const bool title_is_head = article.subtitle.empty();
    for (const std::uint64_t word : title_is_head ? word_hashes(head_tokens) : word_hashes(tokenize(article.title))) {
        fingerprint.title |= std::uint64_t{1} << (word >> 58);
    }
    fingerprint.sketch = sketch_of(words);
    const AnalysedText body{article.body, body_tokens};
    fingerprint.terms = telling_terms({head, head_tokens}, body, stem_code(article.language));
    fingerprint.quoted = quoted_shingles(body);
    return fingerprint;
}

}  // namespace broadsheet
