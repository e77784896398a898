// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a search asks and answers. Plain data.

#include "engine/article/article.h"
#include "engine/highlight/highlight.h"
#include "engine/query/node.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace broadsheet {

enum class SortOrder : std::uint8_t { relevance, newest, oldest };

/// Of articles that tell the same, only the first in order is shown: nothing is left out, near-duplicates are, or all
/// tellings of a story but one.
enum class GroupBy : std::uint8_t { none, duplicates, story };

/// Articles whose field has any of the values (slugs or names; years of the date field), if there are some, and none of
/// the excluded ones.
struct FieldFilter {
    FieldId field = FieldId::source;
    std::vector<std::string> values;
    std::vector<std::string> excluded = {};
};

inline constexpr std::uint32_t page_size_max = 200;

/// Of a timeline's buckets; weeks begin on Monday.
enum class Interval : std::uint8_t { day, week, month, year };

/// A hit's place in the order of all hits: what comes behind it can be asked for.
struct Place {
    double weight = 0;             ///< of the words; counts when sorting by relevance
    std::int64_t published_s = 0;  ///< counts when sorting by date
    ArticleId id;
};

struct SearchRequest {
    std::string text;
    std::vector<FieldId> search_in = {FieldId::body, FieldId::title, FieldId::author};
    DateRange published;
    std::vector<FieldFilter> filters;  ///< all must hold
    SortOrder sort = SortOrder::relevance;
    GroupBy group = GroupBy::none;
    std::uint32_t offset = 0;
    std::uint32_t limit = 20;  ///< at most page_size_max
    /// Instead of an offset: SearchReply::next of the page before. However deep, such a page costs what the first one
    /// does. Ignored where a reply wouldn't have had one.
    std::optional<Place> after = {};
    /// Only articles that came into the archive after this one: ids grow with every new article. One that has changed,
    /// or has come back, keeps its id and isn't new. 0: all.
    ArticleId added_after = {};
    std::vector<FieldId> facets;  ///< fields to count
    bool year_facet = false;
    bool timeline = false;
    std::optional<Interval> interval = {};  ///< of the timeline; without one, what fits the time that it shows
    bool peaks = false;                     ///< the timeline comes with its peaks, explained as far as time allows
    std::size_t snippets = 3;               ///< fragments a hit, 0 to 5
    bool exact = false;
    bool any_word = false;
    /// Days after which the extra weight of a new article has halved; 0 leaves age out of the ranking.
    std::uint32_t freshness_days = 0;
    bool bodies = false;     ///< hits come with their text even where neither snippets nor explanations need it
    bool explain = false;    ///< tell for every hit why it stands where it does
    std::int64_t now_s = 0;  ///< for relative dates and freshness
    /// Asked now and then, at most about once a millisecond; true ends the search, whose answer nobody waits for.
    std::function<bool()> abandoned = {};
};

/// What one clause of the query means for one article, in words.
struct ClauseExplanation {
    std::string clause;    ///< canonical text of the clause: "open-source", "-sports", "date:2025"
    bool matches = false;  ///< the article satisfies it; for an excluded clause: it isn't excluded by it
    std::string reason;    ///< "5 times in the text (open-source 3, opensource 2), once in the title; in 214 articles"
    double weight = 0;     ///< what it adds to the score
};

struct Explanation {
    bool matches = false;
    std::string summary;  ///< one sentence: why the article matches and ranks so, or which clauses keep it out
    std::vector<ClauseExplanation> clauses;
    double score = 0;
};

/// What other articles of the archive tell the same, and what this one told before.
struct Kinship {
    std::uint32_t story = 0;       ///< number of its story; 0: none
    std::uint32_t story_size = 0;  ///< living articles of it, this one among them
    std::uint32_t duplicates = 0;  ///< others with the same or nearly the same text
    std::uint32_t versions = 1;    ///< texts that it has had
};

struct Hit {
    StoredArticle article;  ///< without its provenance; with its text only if the request needs that
    std::vector<TextRange> title_marks;
    std::vector<std::vector<TextRange>> author_marks;  ///< one for each author
    std::vector<Fragment> fragments;                   ///< if the match is only elsewhere, the lead without marks
    std::vector<FieldId> matched_in;                   ///< text fields with a mark, in the order title, author, body
    double score = 0;
    std::optional<Explanation> explanation;  ///< on request
    Kinship kinship = {};
    std::uint32_t more_in_group = 0;  ///< further matches that `group` has left out in favour of this one
};

struct FacetValue {
    std::string value;  ///< to filter by: a slug, a year
    std::string label;  ///< to show
    std::uint32_t count = 0;
};

struct Facet {
    std::string name;                ///< of the field, or "year"
    std::vector<FacetValue> values;  ///< most frequent first; years newest first
};

/// A period in which a query has far more of all articles than at other times, and why.
struct Peak {
    DayNumber from = 0;  ///< that of its bucket
    std::uint32_t count = 0;
    std::uint32_t all = 0;
    double score = 0;                ///< how many deviations above the usual share, see search/peaks.h
    std::vector<std::string> terms;  ///< words that its articles use much more than the query's others; strongest first
    struct Telling {
        ArticleId id;
        std::string title;
        std::uint32_t story = 0;       ///< the story that has most articles in the period; 0: none has two
        std::uint32_t story_size = 0;  ///< all its articles
    };
    std::optional<Telling> telling;  ///< the article that says best what happened; none if there was no time to look
};

struct Timeline {
    Interval interval = Interval::month;
    struct Bucket {
        DayNumber from = 0;
        std::uint32_t count = 0;
        std::uint32_t all = 0;  ///< articles of the archive, whatever they say; 0: it has nothing of that time
    };
    std::vector<Bucket> buckets;   ///< in order, without gaps; articles without a date are in none
    std::vector<Peak> peaks = {};  ///< in order of time, if they were asked for
};

/// A written form of a query word and how many articles of the archive hold it.
struct WrittenForm {
    std::string form;
    std::uint32_t articles = 0;
    std::size_t position = 0;  ///< of its word in the query: the first byte
    std::string word = {};     ///< as typed there, without operators
};

/// What an acronym of the query stands for in the archive, as its articles explain it.
struct Meaning {
    std::string acronym;    ///< "AGI"
    std::string long_form;  ///< "artificial general intelligence"
    std::uint32_t articles = 0;
    std::string with;  ///< the query widened to the long form: AGI | "artificial general intelligence"
    std::string only;  ///< the query narrowed to articles that also hold the long form
};

/// A query that finds something where this one finds little, never searched unasked.
struct Suggestion {
    std::string query;
    std::string reason;  ///< "nothing is written \"electoin\"; 812 articles have \"election\""
    std::uint64_t articles = 0;
};

/// The state of the index that answered.
struct IndexState {
    std::uint64_t generation = 0;
    std::uint32_t articles = 0;
    std::int64_t updated_s = 0;
    /// Counts changes of what the record tells of articles without the index: stories and duplicates. Not in replies.
    std::int64_t groupings = 0;
};

struct SearchReply {
    std::vector<Hit> hits;
    std::uint64_t total = 0;     ///< exact if complete, else at least so many; counts groups if the request has any
    std::uint64_t articles = 0;  ///< as total, but of articles
    bool complete = true;        ///< every article was looked at before the time ran out
    std::string understood;
    std::vector<query::Warning> warnings;
    std::vector<WrittenForm> forms;  ///< of all words of the query, those of one word together, most frequent first
    std::vector<Meaning> meanings;   ///< most frequent first
    std::optional<Suggestion> did_you_mean;
    std::vector<Facet> facets;
    std::optional<Timeline> timeline;
    /// Where the next page begins; no value where it must be asked for by offset: among the first articles, which
    /// closeness (and with op=or the likeness to the best) puts in order, when groups are ranked by relevance, and
    /// behind the last page.
    std::optional<Place> next = {};
    IndexState index;
};

/// An article with what a query marks in it.
struct MarkedArticle {
    StoredArticle article;
    std::vector<TextRange> title_marks;
    std::vector<std::vector<TextRange>> author_marks;  ///< one for each author
    std::vector<TextRange> body_marks;
    Kinship kinship = {};
};

/// The tellings of one event, in the order of publication; those without a date stand last, by id.
struct StoryArticles {
    std::uint32_t id = 0;
    std::vector<StoredArticle> articles;
    std::vector<std::uint32_t> duplicate_groups;  ///< for each article the group of its near-duplicates; 0: none
};

}  // namespace broadsheet
