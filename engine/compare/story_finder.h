// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which of these articles have the same text, and which tell the same story?
// Owns the groups of the articles it was given and what is needed to place the next one in them: some 500 bytes an
// article. engine/compare/story_sweep.h shows it an archive of any size, a span of days at a time.

#include "engine/article/article.h"
#include "engine/compare/fingerprint.h"

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace broadsheet {

class TermStatistics;

/// A group is named by the least id of its articles; an article that is alone has 0. Duplicates are of one story.
struct Grouping {
    ArticleId duplicates;
    ArticleId story;
    friend bool operator==(const Grouping&, const Grouping&) = default;
};

struct Regrouped {
    ArticleId article;
    Grouping grouping;
    friend bool operator==(const Regrouped&, const Regrouped&) = default;
};

/// Two articles are duplicates if their bodies have the same words, if nearly all their shingles are the same, or if
/// one holds nearly all of the other; short bodies, like those of tables, also need titles that agree. They tell one
/// story if they share many of the terms that are rare in the archive, or its quotations, and are a few days apart; an
/// article without a day fits any day. Stories are joined by average linkage, and likeness wanes with the days between
/// two articles, so that a topic that goes on for weeks isn't one story. Not for sharing between threads.
class StoryFinder {
public:
    StoryFinder();
    /// A part of an archive, whose `statistics` count the terms of loaded articles already; they outlive the finder.
    explicit StoryFinder(TermStatistics& statistics);
    ~StoryFinder();
    StoryFinder(StoryFinder&&) noexcept;
    StoryFinder& operator=(StoryFinder&&) noexcept;

    /// Room for so many articles, so that memory doesn't double on the way.
    void reserve(std::size_t articles);

    /// Takes an article that was grouped before, as the record has it. All loading comes first. Of each group of
    /// duplicates the first one's fingerprint stands for all; those of the others may be empty.
    void load(ArticleId id, const Fingerprint& fingerprint, std::optional<DayNumber> day, Grouping grouping);

    /// Takes a new article. One that is known already is removed first. Nothing is grouped before settle().
    void add(ArticleId id, Fingerprint fingerprint, std::optional<DayNumber> day);

    /// Forgets an article and how it was grouped; nothing happens if it isn't known.
    void remove(ArticleId id);

    /// Groups what was added and removed since the last call. Returns the articles whose grouping differs from what was
    /// known of them, by id; new articles that are alone aren't among them, removed ones never.
    /// The result doesn't depend on the order of the calls since the last settle(). Large batches are cheaper.
    std::vector<Regrouped> settle();

    Grouping grouping_of(ArticleId id) const;

    std::size_t size_bytes() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace broadsheet
