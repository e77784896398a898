// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/story_sweep.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace broadsheet {

namespace {

std::optional<DayNumber> as_optional(DayNumber day) {
    return day == DaySpan::unknown ? std::nullopt : std::optional(day);
}

void drop_repeated(std::vector<ArticleId>& ids) {
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

}  // namespace

StorySweep::StorySweep(FingerprintSource source, const SweepLimits& limits)
    : source_(std::move(source)), limits_(limits) {}

StorySweep::Entry& StorySweep::entry(ArticleId id) {
    if (entries_.size() <= id.value) entries_.resize(std::size_t{id.value} + 1);
    return entries_[id.value];
}

/// The first of each group of duplicates stands for all of them.
bool StorySweep::is_copy(ArticleId id) const {
    const ArticleId first = entries_[id.value].grouping.duplicates;
    return first.value != 0 && first != id && entries_[first.value].compared;
}

void StorySweep::load(ArticleId id, const Fingerprint& fingerprint, std::optional<DayNumber> day, Grouping grouping) {
    entry(id) = {.day = day.value_or(DaySpan::unknown), .grouping = grouping, .compared = true};
    if (is_copy(id)) return;
    statistics_.add(fingerprint.terms);
    wordings_.add(id, fingerprint);
}

void StorySweep::add(ArticleId id, std::optional<DayNumber> day) {
    Entry& added = entry(id);
    added.day = day.value_or(DaySpan::unknown);
    added.arriving = true;
    added.leaving = false;
}

void StorySweep::remove(ArticleId id) {
    Entry& removed = entry(id);
    removed.arriving = false;
    removed.leaving = removed.compared;
}

std::vector<Regrouped> StorySweep::settle() {
    put_in_order();
    link_stories(order_);
    for (Batch batch = next_batch(0); !batch.articles.empty(); batch = next_batch(batch.last)) settle_batch(batch);
    drop_repeated(changed_);
    std::vector<Regrouped> regrouped;
    regrouped.reserve(changed_.size());
    for (const ArticleId id : changed_) regrouped.push_back({id, entries_[id.value].grouping});
    changed_.clear();
    return regrouped;
}

void StorySweep::put_in_order() {
    order_.clear();
    for (std::uint32_t id = 0; id < entries_.size(); ++id) {
        if (entries_[id].compared || entries_[id].arriving) order_.push_back({id});
    }
    std::ranges::sort(order_, [&](ArticleId a, ArticleId b) {
        const DayNumber a_day = entries_[a.value].day;
        const DayNumber b_day = entries_[b.value].day;
        if ((a_day == DaySpan::unknown) != (b_day == DaySpan::unknown)) return b_day == DaySpan::unknown;
        return a_day != b_day ? a_day < b_day : a < b;
    });
}

/// As many articles as may be compared at once with all those of their days.
StorySweep::Batch StorySweep::next_batch(std::size_t from) const {
    Batch batch;
    for (std::size_t at = from; at < order_.size(); ++at) {
        if (!is_changing(order_[at])) continue;
        if (!fits(order_[at], batch)) break;
        if (batch.articles.empty()) batch.first = at;
        batch.articles.push_back(order_[at]);
        batch.last = at + 1;
    }
    return batch;
}

/// One day's articles are divided only by their number.
bool StorySweep::fits(ArticleId id, const Batch& batch) const {
    if (batch.articles.empty()) return true;
    if (batch.articles.size() >= limits_.arrivals_max) return false;
    const ArticleId first = batch.articles.front();
    if (entries_[id.value].day == entries_[first.value].day) return true;
    return is_dated(id) && days_after(id) - days_before(first) <= limits_.neighbours_max + batch.articles.size();
}

/// Where in order_ those begin that may share a story with this article, by their days.
std::size_t StorySweep::days_before(ArticleId id) const {
    if (!is_dated(id)) return 0;
    const DayNumber first = entries_[id.value].day - story_days_max;
    const auto place = std::ranges::partition_point(
        order_, [&](ArticleId other) { return is_dated(other) && entries_[other.value].day < first; });
    return static_cast<std::size_t>(place - order_.begin());
}

/// Where they end.
std::size_t StorySweep::days_after(ArticleId id) const {
    if (!is_dated(id)) return order_.size();
    const DayNumber last = entries_[id.value].day + story_days_max;
    const auto place = std::ranges::partition_point(
        order_, [&](ArticleId other) { return is_dated(other) && entries_[other.value].day <= last; });
    return static_cast<std::size_t>(place - order_.begin());
}

/// Articles near in time, from the batch outwards. Next to those without a day stand the latest of those with one.
std::vector<ArticleId> StorySweep::neighbours(const Batch& batch) const {
    std::vector<ArticleId> found;
    const auto take = [&](std::size_t at) {
        if (entries_[order_[at].value].compared) found.push_back(order_[at]);
    };
    for (std::size_t at = batch.first; at < batch.last; ++at) take(at);
    const std::size_t begin = days_before(batch.articles.front());
    const std::size_t end = days_after(batch.articles.back());
    std::size_t before = batch.first;
    std::size_t after = batch.last;
    while (found.size() < limits_.neighbours_max && (before > begin || after < end)) {
        if (before > begin) take(--before);
        if (after < end) take(after++);
    }
    if (is_dated(batch.articles.front())) add_undated(found);
    return found;
}

void StorySweep::add_undated(std::vector<ArticleId>& found) const {
    const std::size_t most = found.size() + limits_.neighbours_max / 4;
    for (std::size_t at = order_.size(); at-- > 0 && !is_dated(order_[at]) && found.size() < most;) {
        if (entries_[order_[at].value].compared) found.push_back(order_[at]);
    }
}

/// Whom a story has lost or won is known only if all of it is.
void StorySweep::add_stories(std::vector<ArticleId>& found) const {
    std::unordered_set<std::uint32_t> stories;
    for (std::size_t i = 0, count = found.size(); i < count; ++i) {
        const Entry& member = entries_[found[i].value];
        if (member.next_in_story == 0 || !stories.insert(member.grouping.story.value).second) continue;
        for (std::uint32_t id = member.next_in_story; id != found[i].value; id = entries_[id].next_in_story) {
            found.push_back({id});
        }
    }
}

void StorySweep::settle_batch(const Batch& batch) {
    std::vector<ArticleId> known = neighbours(batch);
    std::vector<Fingerprint> fingerprints;
    for (const ArticleId id : batch.articles) {
        if (entries_[id.value].compared) known.push_back(id);
        if (!entries_[id.value].arriving) continue;
        fingerprints.push_back(source_(id));
        wordings_.find(fingerprints.back(), known);
        wordings_.add(id, fingerprints.back());
    }
    std::erase_if(known, [&](ArticleId id) { return !entries_[id.value].compared; });
    add_stories(known);
    drop_repeated(known);

    StoryFinder finder(statistics_);
    finder.reserve(known.size() + batch.articles.size());
    load_known(known, finder);
    auto fingerprint = fingerprints.begin();
    for (const ArticleId id : batch.articles) {
        Entry& changing = entries_[id.value];
        if (changing.arriving)
            finder.add(id, std::move(*fingerprint++), as_optional(changing.day));
        else
            finder.remove(id);
        if (changing.leaving && changing.grouping != Grouping{}) changed_.push_back(id);
        if (changing.leaving) changing = {};
        changing.compared = std::exchange(changing.arriving, false);
    }
    for (const Regrouped& regrouped : finder.settle()) {
        entries_[regrouped.article.value].grouping = regrouped.grouping;
        changed_.push_back(regrouped.article);
    }
    known.insert(known.end(), batch.articles.begin(), batch.articles.end());
    drop_repeated(known);
    link_stories(known);
}

/// What has changed no longer has the text of its copies: it is taken last, so that no group is known by it.
void StorySweep::load_known(std::vector<ArticleId> known, StoryFinder& finder) const {
    std::stable_partition(known.begin(), known.end(), [&](ArticleId id) { return !is_changing(id); });
    std::unordered_set<std::uint32_t> groups;
    for (const ArticleId id : known) {
        const Entry& member = entries_[id.value];
        const std::uint32_t group = member.grouping.duplicates.value;
        const bool copy = group != 0 && !groups.insert(group).second;
        finder.load(id, copy ? Fingerprint{} : source_(id), as_optional(member.day), member.grouping);
    }
}

/// `articles` hold each of their stories whole.
void StorySweep::link_stories(std::span<const ArticleId> articles) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> members;
    for (const ArticleId id : articles) {
        Entry& member = entries_[id.value];
        member.next_in_story = 0;
        if (member.grouping.story.value != 0) members.emplace_back(member.grouping.story.value, id.value);
    }
    std::ranges::sort(members);
    for (std::size_t begin = 0, end = 0; begin < members.size(); begin = end) {
        while (end < members.size() && members[end].first == members[begin].first) ++end;
        for (std::size_t i = begin; i < end; ++i) {
            entries_[members[i].second].next_in_story = members[i + 1 < end ? i + 1 : begin].second;
        }
    }
}

Grouping StorySweep::grouping_of(ArticleId id) const {
    return id.value < entries_.size() ? entries_[id.value].grouping : Grouping{};
}

std::size_t StorySweep::size_bytes() const {
    return entries_.capacity() * sizeof(Entry) + order_.capacity() * sizeof(ArticleId) + wordings_.size_bytes() +
           statistics_.size_bytes();
}

}  // namespace broadsheet
