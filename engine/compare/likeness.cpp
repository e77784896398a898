// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/likeness.h"

#include <algorithm>
#include <bit>

namespace broadsheet {

namespace {

constexpr float resemblance_min = 0.75F;
/// Share of the shorter text that the longer one holds, and the resemblance that this needs to be measurable.
constexpr float containment_min = 0.85F;
constexpr float contained_resemblance_min = 0.35F;
/// Bodies of fewer words are tables and notices, alike but for the name in the title.
constexpr std::uint32_t telling_words_min = 40;
constexpr float agreement_min = 0.7F;
/// What four quoted words in common add to the likeness, and all of them together.
constexpr float quoted_bonus = 0.05F;
constexpr float quoted_bonus_max = 0.2F;
/// So many tellings' weights are remembered; neighbours in time are asked for soon after one another.
constexpr std::size_t remembered_max = 16'384;

float containment(float resemblance, std::uint32_t a, std::uint32_t b) {
    const float shared = resemblance / (1 + resemblance) * static_cast<float>(a + b);
    return std::min(1.0F, shared / static_cast<float>(std::max(1U, std::min(a, b))));
}

std::size_t count_shared(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
    std::size_t count = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        const bool left = a[i] <= b[j];
        const bool right = b[j] <= a[i];
        count += left && right;
        i += left;
        j += right;
    }
    return count;
}

/// False if less than half of the words of either title are in the other one.
bool titles_agree(std::uint64_t a, std::uint64_t b) {
    return 2 * std::popcount(a & b) >= std::min(std::popcount(a), std::popcount(b));
}

/// False if most numbers differ: reports made by one pattern, not one text.
bool numbers_agree(std::span<const TellingTerm> a, std::span<const TellingTerm> b) {
    const auto is_number = [](TellingTerm term) { return (term & number_term) != 0; };
    const auto a_count = std::ranges::count_if(a, is_number);
    const auto b_count = std::ranges::count_if(b, is_number);
    std::ptrdiff_t shared = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        const TellingTerm left = a[i] >> term_weight_bits;
        const TellingTerm right = b[j] >> term_weight_bits;
        shared += left == right && is_number(a[i]);
        i += left <= right;
        j += right <= left;
    }
    return 2 * shared >= std::min(a_count, b_count);
}

float nearness(DayNumber days) {
    return std::max(0.0F, 1 - static_cast<float>(days) / static_cast<float>(story_days_max));
}

}  // namespace

Wording wording_of(const TellingStore& tellings, TellingNumber number) {
    return {tellings[number].text_hash, tellings[number].words, tellings[number].title, tellings.sketch(number)};
}

float resemblance_of(const Wording& a, const Wording& b) {
    if (a.text_hash == 0 || b.text_hash == 0) return 0;
    if (a.text_hash == b.text_hash) return 1;
    std::size_t same = 0;
    for (std::size_t i = 0; i < sketch_slots; ++i) same += a.sketch[i] == b.sketch[i];
    // A slot is a byte: one in 256 is the same by chance.
    const float share = static_cast<float>(same) / static_cast<float>(sketch_slots);
    return std::clamp((share - 1.0F / 256) / (1 - 1.0F / 256), 0.0F, 0.99F);
}

bool same_text(const Wording& a, const Wording& b, std::span<const TellingTerm> a_terms,
               std::span<const TellingTerm> b_terms, const TermStatistics& statistics) {
    const float resemblance = resemblance_of(a, b);
    const bool is_short = std::min(a.words, b.words) < telling_words_min;
    if (resemblance == 1 && !is_short) return true;
    const bool alike =
        resemblance >= resemblance_min || (!is_short && resemblance >= contained_resemblance_min &&
                                           containment(resemblance, a.words, b.words) >= containment_min);
    if (!alike || !numbers_agree(a_terms, b_terms)) return false;
    if (is_short && !titles_agree(a.title, b.title)) return false;
    return cosine(weigh(a_terms, statistics), weigh(b_terms, statistics)) >= agreement_min;
}

float Likeness::operator()(TellingNumber a, TellingNumber b) {
    const float near = nearness(days_between(tellings_[a].days, tellings_[b].days));
    if (near == 0) return 0;
    if (weighed_.size() >= remembered_max) weighed_.clear();
    const std::size_t quoted = count_shared(tellings_.quoted(a), tellings_.quoted(b));
    const float bonus = std::min(quoted_bonus * static_cast<float>(quoted), quoted_bonus_max);
    return near * (agreement(weighed(a), weighed(b)) + bonus);
}

bool Likeness::one_text(TellingNumber a, TellingNumber b) {
    return same_text(wording_of(tellings_, a), wording_of(tellings_, b), tellings_.terms(a), tellings_.terms(b),
                     statistics_);
}

const std::vector<WeighedTerm>& Likeness::weighed(TellingNumber number) {
    std::vector<WeighedTerm>& terms = weighed_[number];
    if (terms.empty()) terms = weigh(tellings_.terms(number), statistics_);
    return terms;
}

}  // namespace broadsheet
