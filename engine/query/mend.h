// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What is done about faults in a typed query: bad bytes, loose signs, unbalanced brackets.
// Owns how a query is put right, never what it means.

#include "engine/query/lexer.h"

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::query {

/// `items` without a minus that excludes nothing and with brackets balanced and at most query_depth_max deep; `end` is
/// the length of the query.
std::vector<Item> mended(std::vector<Item> items, std::size_t end, std::vector<Warning>& warnings);

/// `text` without what can't be part of a query: invalid bytes and control characters become spaces (byte for byte),
/// and what is beyond query_bytes_max is cut off.
std::string clean_query(std::string_view text, std::vector<Warning>& warnings);

/// The words that stand for a text whose operators could not be read; readable again as words.
std::string plain_words(std::string_view text);

/// ASCII letters only.
std::string lower_case(std::string_view text);

}  // namespace broadsheet::query
