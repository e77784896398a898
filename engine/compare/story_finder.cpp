// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/story_finder.h"

#include "engine/compare/candidates.h"
#include "engine/compare/likeness.h"
#include "engine/compare/linkage.h"
#include "engine/compare/telling_store.h"
#include "engine/compare/term_statistics.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace broadsheet {

namespace {

constexpr float story_likeness_min = 0.22F;
/// Two articles less alike don't make their groups candidates for each other.
constexpr float edge_likeness_min = 0.15F;
/// A larger story grows, but isn't divided again.
constexpr std::size_t divisible_tellings_max = 24;
/// What is told more often is no event but a topic, or boilerplate; this also bounds what must be seen of a story.
constexpr std::size_t story_tellings_max = 200;

/// A reprint that comes later than a story lasts must be nearly exact.
constexpr float late_resemblance_min = 0.95F;

bool in_time(std::optional<DayNumber> day, const DaySpan& days) {
    return !day || days_between({*day, *day}, days) < story_days_max;
}

struct Arrival {
    ArticleId id;
    Fingerprint fingerprint;
    std::optional<DayNumber> day;
    Grouping known;  ///< of the article's earlier version
};

}  // namespace

struct StoryFinder::State {
    explicit State(TermStatistics* shared)
        : own_statistics(shared ? nullptr : std::make_unique<TermStatistics>()),
          statistics(shared ? *shared : *own_statistics) {}

    std::unique_ptr<TermStatistics> own_statistics;  ///< unless the archive's are used
    TermStatistics& statistics;
    TellingStore tellings;
    Candidates candidates{tellings, statistics};
    std::map<ArticleId, Arrival> arrivals;
    std::vector<TellingNumber> loaded;                                ///< whose terms aren't posted yet
    std::unordered_map<std::uint32_t, TellingNumber> loaded_copies;   ///< by the name of the group
    std::unordered_map<std::uint32_t, TellingNumber> loaded_stories;  ///< one telling of each, likewise
    std::vector<TellingNumber> touched;                               ///< since the last settle()
    std::vector<TellingNumber> halved;                                ///< one telling of each story that lost another

    void remove(ArticleId id);
    void post_loaded();
    std::vector<TellingNumber> tell_apart();
    TellingNumber find_duplicate(const Arrival& arrival) const;
    void relink(const std::vector<TellingNumber>& fresh);
    std::vector<Regrouped> report();
    void report_story(const std::vector<TellingNumber>& story, std::vector<Regrouped>& changed);
};

StoryFinder::StoryFinder() : state_(std::make_unique<State>(nullptr)) {}
StoryFinder::StoryFinder(TermStatistics& statistics) : state_(std::make_unique<State>(&statistics)) {}
StoryFinder::~StoryFinder() = default;
StoryFinder::StoryFinder(StoryFinder&&) noexcept = default;
StoryFinder& StoryFinder::operator=(StoryFinder&&) noexcept = default;

void StoryFinder::reserve(std::size_t articles) {
    state_->tellings.reserve(articles);
    state_->candidates.reserve(articles);
}

void StoryFinder::load(ArticleId id, const Fingerprint& fingerprint, std::optional<DayNumber> day, Grouping grouping) {
    State& state = *state_;
    const auto first = state.loaded_copies.find(grouping.duplicates.value);
    const bool copy = grouping.duplicates.value != 0 && first != state.loaded_copies.end();
    const TellingNumber number = copy ? first->second : state.tellings.create(fingerprint);
    state.tellings.put_article(id, number, day);
    state.tellings.reported(id) = grouping;
    if (copy) return;
    if (state.own_statistics) state.statistics.add(fingerprint.terms);
    state.candidates.post_wording(number);
    state.loaded.push_back(number);
    if (grouping.duplicates.value != 0) state.loaded_copies.emplace(grouping.duplicates.value, number);
    if (grouping.story.value == 0) return;
    const auto [story, fresh] = state.loaded_stories.emplace(grouping.story.value, number);
    if (!fresh) state.tellings.join_story(number, story->second);
}

void StoryFinder::add(ArticleId id, Fingerprint fingerprint, std::optional<DayNumber> day) {
    const auto waiting = state_->arrivals.find(id);
    const Grouping known = waiting == state_->arrivals.end() ? grouping_of(id) : waiting->second.known;
    remove(id);
    state_->arrivals[id] = {id, std::move(fingerprint), day, known};
}

void StoryFinder::remove(ArticleId id) {
    state_->arrivals.erase(id);
    state_->remove(id);
}

void StoryFinder::State::remove(ArticleId id) {
    const TellingNumber number = tellings.telling_of(id);
    if (number == no_telling) return;
    tellings.take_article(id);
    const TellingNumber next = tellings[number].next_in_story;
    touched.push_back(tellings.alive(number) ? number : next);
    if (tellings.alive(number)) return;
    statistics.remove(tellings.terms(number));
    if (next != number) halved.push_back(next);
    tellings.leave_story(number);
}

std::vector<Regrouped> StoryFinder::settle() {
    if (!state_->arrivals.empty()) state_->post_loaded();
    const std::vector<TellingNumber> fresh = state_->tell_apart();
    state_->relink(fresh);
    return state_->report();
}

void StoryFinder::State::post_loaded() {
    for (const TellingNumber number : loaded) candidates.post_terms(number);
    loaded.clear();
    loaded_copies.clear();
    loaded_stories.clear();
}

/// Puts arrivals among the tellings: copies with what they copy, the rest as new ones, which are returned.
std::vector<TellingNumber> StoryFinder::State::tell_apart() {
    std::vector<const Arrival*> ordered;
    for (const auto& [id, arrival] : arrivals) ordered.push_back(&arrival);
    std::ranges::stable_sort(ordered, {},
                             [](const Arrival* arrival) { return arrival->day.value_or(DaySpan::unknown); });
    std::vector<TellingNumber> fresh;
    for (const Arrival* arrival : ordered) {
        TellingNumber number = find_duplicate(*arrival);
        if (number == no_telling) {
            number = tellings.create(arrival->fingerprint);
            statistics.add(arrival->fingerprint.terms);
            candidates.post_wording(number);
            fresh.push_back(number);
        }
        tellings.put_article(arrival->id, number, arrival->day);
        tellings.reported(arrival->id) = arrival->known;
        touched.push_back(number);
    }
    arrivals.clear();
    for (const TellingNumber number : fresh) candidates.post_terms(number);
    return fresh;
}

TellingNumber StoryFinder::State::find_duplicate(const Arrival& arrival) const {
    TellingNumber best = no_telling;
    float best_resemblance = 0;
    for (const TellingNumber other : candidates.alike_in_wording(arrival.fingerprint)) {
        const Wording wording{arrival.fingerprint.text_hash, arrival.fingerprint.words, arrival.fingerprint.title,
                              arrival.fingerprint.sketch};
        const float resemblance = resemblance_of(wording, wording_of(tellings, other));
        if (resemblance <= best_resemblance) continue;
        // Next month's report is made from this month's.
        if (!in_time(arrival.day, tellings[other].days) && resemblance < late_resemblance_min) continue;
        if (!same_text(wording, wording_of(tellings, other), arrival.fingerprint.terms, tellings.terms(other),
                       statistics))
            continue;
        best = other;
        best_resemblance = resemblance;
    }
    return best;
}

void StoryFinder::State::relink(const std::vector<TellingNumber>& fresh) {
    Likeness likeness(tellings, statistics);
    LinkageTask task;
    std::unordered_map<TellingNumber, std::uint32_t> group_of;
    const auto take_story = [&](TellingNumber number) {
        if (group_of.contains(number)) return;
        std::vector<TellingNumber> story = tellings.story_of(number);
        std::ranges::sort(story);
        const auto first = static_cast<std::uint32_t>(task.groups.size());
        if (story.size() > divisible_tellings_max) {
            for (const TellingNumber telling : story) group_of[telling] = first;
            task.groups.push_back(std::move(story));
            return;
        }
        for (const TellingNumber telling : story) {
            const auto own = static_cast<std::uint32_t>(task.groups.size());
            for (std::uint32_t other = first; other < own; ++other) task.edges.push_back({other, own});
            group_of[telling] = own;
            task.groups.push_back({telling});
        }
    };
    for (const TellingNumber number : fresh) {
        if (!tellings.alive(number)) continue;
        for (const TellingNumber other : candidates.alike_in_terms(number)) {
            const float value = likeness(number, other);
            if (value < edge_likeness_min) continue;
            if (likeness.one_text(number, other)) {
                // The one that came later gives way; `fresh` is in order of arrival.
                const TellingNumber gone = std::max(number, other);
                const TellingNumber kept = std::min(number, other);
                tellings.move_articles(gone, kept);
                statistics.remove(tellings.terms(gone));
                touched.push_back(kept);
                if (gone == number) break;
                continue;
            }
            take_story(number);
            take_story(other);
            task.edges.push_back({group_of[number], group_of[other]});
        }
    }
    for (const TellingNumber number : halved) {
        if (tellings.alive(number)) take_story(number);
    }
    halved.clear();
    task.threshold = story_likeness_min;
    task.members_max = story_tellings_max;
    task.likeness = [&](std::uint32_t a, std::uint32_t b) { return likeness(a, b); };
    for (auto& group : link(std::move(task))) {
        std::erase_if(group, [&](TellingNumber number) { return !tellings.alive(number); });
        tellings.make_story(group);
        touched.insert(touched.end(), group.begin(), group.end());
    }
}

std::vector<Regrouped> StoryFinder::State::report() {
    std::vector<Regrouped> changed;
    std::unordered_set<TellingNumber> done;
    for (const TellingNumber number : touched) {
        if (done.contains(number) || !tellings.alive(number)) continue;
        const std::vector<TellingNumber> story = tellings.story_of(number);
        done.insert(story.begin(), story.end());
        report_story(story, changed);
    }
    touched.clear();
    std::ranges::sort(changed, {}, &Regrouped::article);
    return changed;
}

void StoryFinder::State::report_story(const std::vector<TellingNumber>& story, std::vector<Regrouped>& changed) {
    std::vector<std::vector<ArticleId>> articles;
    ArticleId least{std::numeric_limits<std::uint32_t>::max()};
    std::size_t count = 0;
    for (const TellingNumber number : story) {
        articles.push_back(tellings.articles_of(number));
        count += articles.back().size();
        for (const ArticleId id : articles.back()) least = std::min(least, id);
    }
    for (const std::vector<ArticleId>& copies : articles) {
        Grouping grouping;
        if (count > 1) grouping.story = least;
        if (copies.size() > 1) grouping.duplicates = *std::ranges::min_element(copies);
        for (const ArticleId id : copies) {
            if (tellings.reported(id) == grouping) continue;
            tellings.reported(id) = grouping;
            changed.push_back({id, grouping});
        }
    }
}

Grouping StoryFinder::grouping_of(ArticleId id) const {
    return state_->tellings.reported_or_none(id);
}

std::size_t StoryFinder::size_bytes() const {
    const std::size_t statistics = state_->own_statistics ? state_->own_statistics->size_bytes() : 0;
    return state_->tellings.size_bytes() + state_->candidates.size_bytes() + statistics;
}

}  // namespace broadsheet
