// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Query text to items: words, phrases, brackets, operators, field names.
// Owns the spelling of the query language; knows nothing of how items combine.

#include "engine/query/node.h"

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::query {

enum class ItemKind : std::uint8_t {
    word,
    phrase,
    open,
    close,
    exclude,  ///< a "-" directly before what it excludes
    field,    ///< "title:"
    operator_and,
    operator_or,
    operator_not,
    operator_near,
};

/// Which part of time a date names.
enum class DateRole : std::uint8_t { within, before, after };

struct Item {
    ItemKind kind = ItemKind::word;
    std::size_t position = 0;  ///< byte offset in the query
    std::string text;          ///< of words and phrases, without operators; of others as typed
    bool attached = false;     ///< follows the item before it without a space
    bool exact = false;        ///< "=word", ="several words"
    bool prefix = false;       ///< "word*"
    bool similar = false;      ///< "word~"
    FieldId field = FieldId::body;
    DateRole role = DateRole::within;
    Nearness nearness = Nearness::words;
    std::uint32_t distance = 0;  ///< of NEAR and "phrase"~5 in words, of word~1 in letters; 0 means the usual one
};

inline constexpr std::uint32_t near_distance = 10;
inline constexpr std::uint32_t near_distance_max = 100;

/// Brackets come out balanced and at most query_depth_max deep. Runs without any word are left out.
/// `shouted` text is all capitals: AND and OR are words in it, and so is US.
std::vector<Item> read_items(std::string_view text, bool shouted, std::vector<Warning>& warnings);

}  // namespace broadsheet::query
