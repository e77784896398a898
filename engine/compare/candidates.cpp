// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/candidates.h"

#include "engine/compare/wording_keys.h"

#include <algorithm>
#include <array>

namespace broadsheet {

namespace {
constexpr std::size_t terms_posted = 10;
constexpr std::size_t terms_asked = 16;
/// A term that so many articles have makes candidates only among articles of its days.
constexpr std::uint32_t any_day_max = 32;
/// Of a longer list only those who came last: their other terms will find the rest.
constexpr std::size_t list_max = 32;
constexpr std::size_t candidates_max = 16;

constexpr std::uint64_t term_kind = 3;
constexpr std::uint32_t any_day = 0;
constexpr std::uint32_t no_day = 1;

std::uint32_t term_key(TellingTerm term, std::uint32_t days) {
    return posting_key(term_kind + days, term >> term_weight_bits);
}

/// Spans of as many days as a story may have between two articles: those that a day may be near to are its own and the
/// two beside it.
std::uint32_t days_of(DayNumber day) {
    return static_cast<std::uint32_t>((day + (DayNumber{1} << 28)) / story_days_max) + no_day + 1;
}

}  // namespace

Candidates::Candidates(const TellingStore& tellings, const TermStatistics& statistics)
    : tellings_(tellings), statistics_(statistics), postings_(wording_keys_max + terms_posted) {}

void Candidates::post_wording(TellingNumber number) {
    postings_.add(number, wording_keys(tellings_[number].text_hash, tellings_.sketch(number)));
}

void Candidates::post_terms(TellingNumber number) {
    const DaySpan& days = tellings_[number].days;
    std::array<std::uint32_t, terms_posted> keys{};
    find_rarest(number, terms_posted);
    for (std::size_t i = 0; i < rare_.size(); ++i) {
        const std::uint32_t span = days.known() ? days_of(days.first) : no_day;
        keys[i] = term_key(rare_[i].term, rare_[i].articles <= any_day_max ? any_day : span);
    }
    postings_.add(number, keys, wording_keys_max);
}

std::vector<TellingNumber> Candidates::alike_in_wording(const Fingerprint& fingerprint) const {
    std::vector<TellingNumber> found;
    for (const std::uint32_t key : wording_keys(fingerprint.text_hash, fingerprint.sketch)) {
        if (key == 0) continue;
        postings_.visit(key, list_max, [&](TellingNumber other) {
            if (tellings_.alive(other)) found.push_back(other);
        });
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::vector<TellingNumber> Candidates::alike_in_terms(TellingNumber number) {
    votes_.clear();
    const DaySpan& days = tellings_[number].days;
    find_rarest(number, terms_asked);
    for (const RareTerm& rare : rare_) {
        collect(term_key(rare.term, any_day), rare.weight);
        if (rare.articles <= any_day_max) continue;
        collect(term_key(rare.term, no_day), rare.weight);
        if (!days.known()) continue;
        const std::uint32_t own = days_of(days.first);
        for (const std::uint32_t near : {own - 1, own, own + 1}) collect(term_key(rare.term, near), rare.weight);
    }
    return count_votes(number);
}

std::vector<TellingNumber> Candidates::count_votes(TellingNumber number) {
    std::ranges::sort(votes_, {}, &Vote::telling);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < votes_.size(); ++i) {
        if (kept > 0 && votes_[kept - 1].telling == votes_[i].telling) {
            votes_[kept - 1].weight += votes_[i].weight;
        } else {
            votes_[kept++] = votes_[i];
        }
    }
    votes_.resize(kept);
    // A heap, because of hundreds only the first are asked for.
    const auto after = [](const Vote& a, const Vote& b) {
        return a.weight != b.weight ? a.weight < b.weight : a.telling > b.telling;
    };
    std::ranges::make_heap(votes_, after);
    std::vector<TellingNumber> found;
    for (; !votes_.empty() && found.size() < candidates_max; votes_.pop_back()) {
        std::ranges::pop_heap(votes_, after);
        const TellingNumber other = votes_.back().telling;
        const bool near = days_between(tellings_[number].days, tellings_[other].days) < story_days_max;
        if (near && other != number && tellings_.alive(other)) found.push_back(other);
    }
    return found;
}

void Candidates::collect(std::uint32_t key, float weight) {
    postings_.visit(key, list_max, [&](TellingNumber other) { votes_.push_back({other, weight}); });
}

void Candidates::find_rarest(TellingNumber number, std::size_t count) {
    rare_.clear();
    for (const TellingTerm term : tellings_.terms(number)) {
        const std::uint32_t articles = statistics_.articles_with(term);
        const float rarity = statistics_.rarity(articles);
        rare_.push_back({term, static_cast<float>(term & term_weight_mask) * rarity * rarity, articles});
    }
    count = std::min(count, rare_.size());
    std::ranges::partial_sort(
        rare_, rare_.begin() + static_cast<std::ptrdiff_t>(count),
        [](const auto& a, const auto& b) { return a.weight != b.weight ? a.weight > b.weight : a.term < b.term; });
    rare_.resize(count);
}

}  // namespace broadsheet
