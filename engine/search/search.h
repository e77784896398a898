// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a search asks and answers. Plain data.

#include "engine/article/article.h"
#include "engine/highlight/highlight.h"
#include "engine/query/node.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace broadsheet {

enum class SortOrder : std::uint8_t { relevance, newest, oldest };

/// Articles whose keyword field has any of the values (slugs or names).
struct FieldFilter {
    FieldId field = FieldId::source;
    std::vector<std::string> values;
};

inline constexpr std::uint32_t page_size_max = 200;

struct SearchRequest {
    std::string text;
    std::vector<FieldId> search_in = {FieldId::body, FieldId::title, FieldId::author};
    DateRange published;
    std::vector<FieldFilter> filters;  ///< all must hold
    SortOrder sort = SortOrder::relevance;
    std::uint32_t offset = 0;
    std::uint32_t limit = 20;     ///< at most page_size_max
    std::vector<FieldId> facets;  ///< fields to count
    bool year_facet = false;
    bool timeline = false;
    std::size_t snippets = 3;  ///< fragments a hit, 0 to 5
    bool exact = false;
    bool any_word = false;
    std::int64_t now_s = 0;  ///< for relative dates
};

struct Hit {
    StoredArticle article;
    std::vector<TextRange> title_marks;
    std::vector<Fragment> fragments;  ///< if the match is only elsewhere, the lead without marks
    double score = 0;
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

enum class Interval : std::uint8_t { day, month, year };

struct Timeline {
    Interval interval = Interval::month;
    struct Bucket {
        DayNumber from = 0;
        std::uint32_t count = 0;
    };
    std::vector<Bucket> buckets;  ///< in order, without the empty ones; articles without a date are in none
};

/// A written form of a query word and how many articles of the archive hold it.
struct WrittenForm {
    std::string form;
    std::uint32_t articles = 0;
};

/// The state of the index that answered.
struct IndexState {
    std::uint64_t generation = 0;
    std::uint32_t articles = 0;
    std::int64_t updated_s = 0;
};

struct SearchReply {
    std::vector<Hit> hits;
    std::uint64_t total = 0;  ///< exact
    std::string understood;
    std::vector<query::Warning> warnings;
    std::vector<WrittenForm> forms;
    std::vector<Facet> facets;
    std::optional<Timeline> timeline;
    IndexState index;
};

/// An article with what a query marks in it.
struct MarkedArticle {
    StoredArticle article;
    std::vector<TextRange> title_marks;
    std::vector<TextRange> body_marks;
};

}  // namespace broadsheet
