// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/telling_terms.h"

#include "engine/analysis/fold.h"
#include "engine/analysis/function_word.h"
#include "engine/analysis/stem.h"
#include "engine/analysis/utf8.h"
#include "engine/compare/hash.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace broadsheet {

namespace {

/// Words so far from the beginning no longer count as early.
constexpr std::size_t early_words = 60;
/// Words between telling the stemmer of one and asking for its stem.
constexpr std::size_t expected_ahead = 6;
/// Figures up to here count days, people, years of age: alone they say nothing.
constexpr std::size_t small_number_digits = 2;

constexpr double name_factor = 1.8;
constexpr double number_factor = 1.4;
constexpr double pair_factor = 1.2;
constexpr double early_factor = 1.4;

enum class Kind : std::uint8_t { word, number, pair };

struct Occurrences {
    std::uint32_t count = 0;
    std::uint32_t names = 0;  ///< written with a capital where an ordinary word would not be
    std::uint32_t first = 0;
    Kind kind = Kind::word;
};

bool is_capital(std::string_view text, const Token& token) {
    const char first = text[token.begin];
    if (static_cast<unsigned char>(first) < 0x80) return first >= 'A' && first <= 'Z';
    return fold(decode_utf8(text, token.begin).character).capital;
}

bool starts_with_digit(const Token& token) {
    return token.text.front() >= '0' && token.text.front() <= '9';
}

/// True if nothing but closing signs and spaces stand between the word and the end of a sentence or a line before it.
bool begins_sentence(std::string_view text, std::size_t at) {
    while (at > 0) {
        const char before = text[--at];
        if (before == ' ' || before == '\'' || before == '"' || before == '`' || before == '(') continue;
        if (before == '.' || before == '!' || before == '?' || before == ':' || before == '\n') return true;
        // Typographic quotation marks are E2 80 9x, « is C2 AB.
        if (continues_utf8(before)) continue;
        return static_cast<unsigned char>(before) == 0xE2 || static_cast<unsigned char>(before) == 0xC2;
    }
    return true;
}

/// Terms by hash: a table that grows, probed slot by slot. Made for one article's some hundred.
class TermTable {
public:
    struct Slot {
        std::uint32_t hash = 0;
        Occurrences term;  ///< of an empty slot, none
    };

    explicit TermTable(std::size_t words) {
        std::size_t slots = 256;
        while (slots < words && slots < slots_at_first_max) slots *= 2;
        slots_.resize(slots);
    }

    Occurrences& operator[](std::uint32_t hash) {
        if (size_ * 4 >= slots_.size() * 3) grow();
        Slot& slot = slot_of(hash);
        if (slot.term.count == 0) ++size_;
        slot.hash = hash;
        return slot.term;
    }
    std::size_t size() const { return size_; }
    const std::vector<Slot>& slots() const { return slots_; }

private:
    Slot& slot_of(std::uint32_t hash) {
        // The lowest bits are no part of the hash.
        std::size_t at = (hash >> term_weight_bits) & (slots_.size() - 1);
        while (slots_[at].term.count != 0 && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
        return slots_[at];
    }

    void grow() {
        std::vector<Slot> old(slots_.size() * 2);
        old.swap(slots_);
        for (const Slot& slot : old)
            if (slot.term.count != 0) slot_of(slot.hash) = slot;
    }

    static constexpr std::size_t slots_at_first_max = 4096;

    std::vector<Slot> slots_;
    std::size_t size_ = 0;
};

class TermCollector {
public:
    TermCollector(std::string_view code, std::size_t words) : code_(code), stemmer_(Stemmer::of(code)), terms_(words) {}

    void read(AnalysedText text, bool is_head) {
        const Token* before = nullptr;
        for (std::size_t i = 0; i < text.tokens.size(); ++i) {
            if (i + expected_ahead < text.tokens.size()) stemmer_.expect(text.tokens[i + expected_ahead].text);
            const Token& token = text.tokens[i];
            if (token.kind == TokenKind::closed || token.kind == TokenKind::tag) continue;
            if (token.ideograph) {
                add_pair_of_ideographs(before, token);
            } else if (starts_with_digit(token)) {
                add_number(text, before, token, i);
            } else {
                add_word(text, token, is_head);
            }
            before = &token;
        }
    }

    std::vector<TellingTerm> choose() const;

private:
    void add_pair_of_ideographs(const Token* before, const Token& token) {
        ++words_;
        if (before != nullptr && before->ideograph && before->end == token.begin) {
            add(combine(hash_word(before->text), hash_word(token.text)), Kind::word);
        }
    }

    void add_number(AnalysedText text, const Token* before, const Token& token, std::size_t index) {
        const std::uint64_t number = hash_word(token.text);
        if (token.text.size() > small_number_digits) add(number, Kind::number);
        // What it counts, or its month: "26 people", "July 21", "21 July".
        if (index + 1 < text.tokens.size()) add_pair(number, text.tokens[index + 1]);
        if (before != nullptr && is_capital(text.text, *before)) add_pair(number, *before);
    }

    void add_pair(std::uint64_t number, const Token& beside) {
        if (beside.text.size() < 3 || starts_with_digit(beside) || beside.ideograph) return;
        if (is_function_word(beside.text, code_)) return;
        add(number + hash_word(stemmer_.stem(beside.text)), Kind::pair);
    }

    void add_word(AnalysedText text, const Token& token, bool is_head) {
        if (token.text.size() < 2 || is_function_word(token.text, code_)) return;
        ++words_;
        const std::string_view code = stem_code_of(token.text, code_);
        const bool plain = code != code_;
        Occurrences& term = add(hash_word(plain ? token.text : stemmer_.stem(token.text)), Kind::word);
        const bool name = !is_head && (is_acronym(token.text) ||
                                       (is_capital(text.text, token) && !begins_sentence(text.text, token.begin)));
        if (name) ++term.names;
    }

    Occurrences& add(std::uint64_t hash, Kind kind) {
        std::uint32_t key = static_cast<std::uint32_t>(hash) & ~(term_weight_mask | number_term);
        if (kind != Kind::word) key |= number_term;
        Occurrences& term = terms_[key];
        if (term.count++ == 0) term.first = words_;
        term.kind = kind;
        return term;
    }

    std::string_view code_;
    Stemmer& stemmer_;
    TermTable terms_;
    std::uint32_t words_ = 0;
};

/// Most terms stand in an article once or twice.
double logarithm_of(std::uint32_t count) {
    static const auto known = [] {
        std::array<double, 64> logarithms{};
        for (std::size_t i = 1; i < logarithms.size(); ++i) logarithms[i] = std::log(static_cast<double>(i));
        return logarithms;
    }();
    return count < known.size() ? known[count] : std::log(count);
}

double weight_of(const Occurrences& term) {
    double weight = 1 + logarithm_of(term.count);
    if (term.kind == Kind::number) weight *= number_factor;
    if (term.kind == Kind::pair) weight *= pair_factor;
    if (term.kind == Kind::word && term.names * 2 >= term.count) weight *= name_factor;
    if (term.first <= early_words) weight *= early_factor;
    return weight;
}

std::vector<TellingTerm> TermCollector::choose() const {
    struct Weighted {
        double weight;
        std::uint32_t first;
        std::uint32_t hash;
    };
    std::vector<Weighted> all;
    all.reserve(terms_.size());
    for (const TermTable::Slot& slot : terms_.slots())
        if (slot.term.count != 0) all.push_back({weight_of(slot.term), slot.term.first, slot.hash});
    const std::size_t count = std::min(all.size(), telling_terms_max);
    const auto better = [](const Weighted& a, const Weighted& b) {
        if (a.weight != b.weight) return a.weight > b.weight;
        return a.first != b.first ? a.first < b.first : a.hash < b.hash;
    };
    if (count < all.size()) std::ranges::nth_element(all, all.begin() + static_cast<std::ptrdiff_t>(count), better);
    std::vector<TellingTerm> chosen;
    chosen.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto weight = static_cast<std::uint32_t>(std::lround(all[i].weight * 2));
        chosen.push_back(all[i].hash | std::clamp(weight, 1U, term_weight_mask));
    }
    std::ranges::sort(chosen);
    return chosen;
}

}  // namespace

std::vector<TellingTerm> telling_terms(AnalysedText head, AnalysedText body, std::string_view code) {
    TermCollector collector(code, head.tokens.size() + body.tokens.size());
    collector.read(head, true);
    collector.read(body, false);
    return collector.choose();
}

}  // namespace broadsheet
