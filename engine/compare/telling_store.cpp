// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/telling_store.h"

#include <algorithm>
#include <cstring>

namespace broadsheet {

namespace {

constexpr std::size_t sketch_numbers = sketch_slots / sizeof(std::uint32_t);
/// Nearly all articles of more than some lines have all the terms that are kept; few quote at length.
constexpr std::size_t usual_numbers = sketch_numbers + telling_terms_max + 4;

}  // namespace

DayNumber days_between(const DaySpan& a, const DaySpan& b) {
    if (!a.known() || !b.known()) return 0;
    return std::max({0, a.first - b.last, b.first - a.last});
}

void TellingStore::reserve(std::size_t articles) {
    tellings_.reserve(articles);
    numbers_.reserve(articles * usual_numbers);
    articles_.reserve(articles);
}

TellingNumber TellingStore::create(const Fingerprint& fingerprint) {
    const auto number = static_cast<TellingNumber>(tellings_.size());
    Telling& telling = tellings_.emplace_back();
    telling.text_hash = fingerprint.text_hash;
    telling.title = fingerprint.title;
    telling.data = numbers_.size();
    telling.words = fingerprint.words;
    telling.next_in_story = number;
    telling.term_count = static_cast<std::uint8_t>(fingerprint.terms.size());
    telling.quoted_count = static_cast<std::uint8_t>(fingerprint.quoted.size());
    numbers_.resize(numbers_.size() + sketch_numbers);
    std::memcpy(numbers_.data() + telling.data, fingerprint.sketch.data(), sketch_slots);
    numbers_.insert(numbers_.end(), fingerprint.terms.begin(), fingerprint.terms.end());
    numbers_.insert(numbers_.end(), fingerprint.quoted.begin(), fingerprint.quoted.end());
    return number;
}

std::span<const TellingTerm> TellingStore::terms(TellingNumber number) const {
    const Telling& telling = tellings_[number];
    return {numbers_.data() + telling.data + sketch_numbers, telling.term_count};
}

std::span<const std::uint32_t> TellingStore::quoted(TellingNumber number) const {
    const Telling& telling = tellings_[number];
    return {numbers_.data() + telling.data + sketch_numbers + telling.term_count, telling.quoted_count};
}

std::span<const std::uint8_t> TellingStore::sketch(TellingNumber number) const {
    return {reinterpret_cast<const std::uint8_t*>(numbers_.data() + tellings_[number].data), sketch_slots};
}

void TellingStore::put_article(ArticleId id, TellingNumber number, std::optional<DayNumber> day) {
    Telling& telling = tellings_[number];
    articles_[id.value] = {number, telling.first_article, {}};
    telling.first_article = id.value;
    if (day) widen(telling.days, *day);
}

/// A reprint years later doesn't make all days between them the telling's.
void TellingStore::widen(DaySpan& days, DayNumber day) {
    if (!days.known()) {
        days = {day, day};
    } else if (days_between(days, {day, day}) <= story_days_max) {
        days = {std::min(days.first, day), std::max(days.last, day)};
    }
}

void TellingStore::take_article(ArticleId id) {
    const auto member = articles_.find(id.value);
    std::uint32_t* link = &tellings_[member->second.telling].first_article;
    while (*link != id.value) link = &articles_.at(*link).next;
    *link = member->second.next;
    articles_.erase(member);
}

TellingNumber TellingStore::telling_of(ArticleId id) const {
    const auto member = articles_.find(id.value);
    return member == articles_.end() ? no_telling : member->second.telling;
}

void TellingStore::move_articles(TellingNumber from, TellingNumber to) {
    for (const ArticleId id : articles_of(from)) {
        Member& member = articles_.at(id.value);
        member.telling = to;
        member.next = tellings_[to].first_article;
        tellings_[to].first_article = id.value;
    }
    tellings_[from].first_article = 0;
    const DaySpan days = tellings_[from].days;
    if (!days.known()) return;
    widen(tellings_[to].days, days.first);
    widen(tellings_[to].days, days.last);
}

std::vector<ArticleId> TellingStore::articles_of(TellingNumber number) const {
    std::vector<ArticleId> found;
    for (std::uint32_t id = tellings_[number].first_article; id != 0; id = articles_.at(id).next) found.push_back({id});
    return found;
}

std::vector<TellingNumber> TellingStore::story_of(TellingNumber number) const {
    std::vector<TellingNumber> found;
    TellingNumber at = number;
    do {
        found.push_back(at);
        at = tellings_[at].next_in_story;
    } while (at != number);
    return found;
}

void TellingStore::leave_story(TellingNumber number) {
    TellingNumber before = number;
    while (tellings_[before].next_in_story != number) before = tellings_[before].next_in_story;
    tellings_[before].next_in_story = tellings_[number].next_in_story;
    tellings_[number].next_in_story = number;
}

void TellingStore::join_story(TellingNumber number, TellingNumber other) {
    tellings_[number].next_in_story = tellings_[other].next_in_story;
    tellings_[other].next_in_story = number;
}

void TellingStore::make_story(std::span<const TellingNumber> tellings) {
    for (std::size_t i = 0; i < tellings.size(); ++i) {
        tellings_[tellings[i]].next_in_story = tellings[(i + 1) % tellings.size()];
    }
}

Grouping TellingStore::reported_or_none(ArticleId id) const {
    const auto member = articles_.find(id.value);
    return member == articles_.end() ? Grouping{} : member->second.reported;
}

std::size_t TellingStore::size_bytes() const {
    return tellings_.capacity() * sizeof(Telling) + numbers_.capacity() * sizeof(std::uint32_t) +
           articles_.size() * (sizeof(Member) + 4 * sizeof(void*));
}

}  // namespace broadsheet
