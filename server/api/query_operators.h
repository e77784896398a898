// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// THE table of what a query may say beside fields: an example and its meaning in words, for whatever explains queries.
// Fields have a table of their own, engine/article/field.h.

#include <span>
#include <string_view>

namespace broadsheet {

struct QueryOperator {
    std::string_view group;    ///< heading; entries of a group stand together
    std::string_view example;  ///< a whole query
    std::string_view help;     ///< what the example finds
};

/// In the order in which a reader should meet them.
std::span<const QueryOperator> query_operators();

}  // namespace broadsheet
