// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Tellings: articles with one text, nearly or exactly, as one. Which articles belong to which telling, and which
// tellings to which story. Owns what is remembered of them, a few hundred bytes a telling.

#include "engine/compare/story_finder.h"
#include "engine/compare/term_statistics.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace broadsheet {

using TellingNumber = std::uint32_t;
inline constexpr TellingNumber no_telling = std::numeric_limits<TellingNumber>::max();

/// Likeness in time ends here.
inline constexpr DayNumber story_days_max = 12;

struct DaySpan {
    static constexpr DayNumber unknown = std::numeric_limits<DayNumber>::min();
    DayNumber first = unknown;
    DayNumber last = unknown;
    bool known() const { return first != unknown; }
};

/// Days between two spans; 0 if they overlap or one isn't known.
DayNumber days_between(const DaySpan& a, const DaySpan& b);

class TellingStore {
public:
    struct Telling {
        std::uint64_t text_hash = 0;
        std::uint64_t title = 0;
        std::uint64_t data = 0;  ///< where its numbers begin: sketch, terms, quoted
        DaySpan days;
        std::uint32_t words = 0;
        std::uint32_t first_article = 0;           ///< 0 if all have gone
        TellingNumber next_in_story = no_telling;  ///< a ring
        std::uint8_t term_count = 0;
        std::uint8_t quoted_count = 0;
    };

    /// Room for so many articles, each a telling of its own of usual length.
    void reserve(std::size_t articles);

    TellingNumber create(const Fingerprint& fingerprint);
    const Telling& operator[](TellingNumber number) const { return tellings_[number]; }
    std::size_t size() const { return tellings_.size(); }

    std::span<const TellingTerm> terms(TellingNumber number) const;
    std::span<const std::uint32_t> quoted(TellingNumber number) const;
    std::span<const std::uint8_t> sketch(TellingNumber number) const;
    bool alive(TellingNumber number) const { return tellings_[number].first_article != 0; }

    void put_article(ArticleId id, TellingNumber number, std::optional<DayNumber> day);
    void take_article(ArticleId id);
    TellingNumber telling_of(ArticleId id) const;
    /// All articles of `from` become `to`'s.
    void move_articles(TellingNumber from, TellingNumber to);
    std::vector<ArticleId> articles_of(TellingNumber number) const;

    std::vector<TellingNumber> story_of(TellingNumber number) const;
    void leave_story(TellingNumber number);
    /// `number`, alone until now, joins the story of `other`.
    void join_story(TellingNumber number, TellingNumber other);
    void make_story(std::span<const TellingNumber> tellings);

    /// What callers know of an article that has been put.
    Grouping& reported(ArticleId id) { return articles_.at(id.value).reported; }
    Grouping reported_or_none(ArticleId id) const;

    std::size_t size_bytes() const;

private:
    struct Member {
        TellingNumber telling = no_telling;
        std::uint32_t next = 0;  ///< article of the same telling
        Grouping reported;
    };

    void widen(DaySpan& days, DayNumber day);

    std::vector<Telling> tellings_;
    std::vector<std::uint32_t> numbers_;
    std::unordered_map<std::uint32_t, Member> articles_;  ///< by id
};

}  // namespace broadsheet
