// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a query asks of each document, with every weight worked out: the same for all segments.

#include "engine/article/date.h"
#include "engine/match/reader.h"
#include "engine/match/span_matcher.h"
#include "engine/query/node.h"

#include <memory>
#include <string>
#include <vector>

namespace broadsheet::match {

/// Terms that count as one word (see ranking.h).
struct Word {
    std::vector<std::string> terms;
    double weight = 0;    ///< its rarity times its share; 0: it only matches
    bool always = false;  ///< weighs as if it stood once in a document that has none of the terms
    /// If any, sorted: a document matches only if one of these words stands in it, as written.
    std::vector<std::string> sought = {};
};

struct Plan {
    enum class Kind : std::uint8_t {
        word,  ///< documents with one of the terms of `word`
        any,   ///< of `children`
        all,   ///< of `children`; without any, every document
    };

    Kind kind = Kind::all;
    Word word;
    std::vector<Plan> children;
    // Of `all` alone.
    std::vector<Plan> unwanted;
    std::vector<DateRange> dates;
    std::vector<std::shared_ptr<const SpanPattern>> checks;
    std::vector<Word> weights;  ///< added to what matches for each word that it has
    // Of a whole plan alone.
    std::uint32_t added_after = 0;  ///< only articles with a greater id
};

/// Compiles an expanded tree. `search_in` are the fields of leaves that name none. An empty tree matches everything.
Plan plan_for(const query::Node& root, const std::vector<FieldId>& search_in, Reader& reader);

/// A plan that also demands any of the values of each filter and none of its excluded ones, and the dates. The values
/// of the date field are years.
struct Demand {
    FieldId field;
    std::vector<std::string> values;
    std::vector<std::string> excluded = {};
};
Plan demanding(Plan plan, const std::vector<Demand>& demands, const DateRange& dates);

}  // namespace broadsheet::match
