// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What Xapian's own matcher finds and how it weighs it, by the same definition of ranking: the reference that tests
// compare engine/match/ with. No search uses it.

#include "engine/query/node.h"
#include "engine/search/search.h"

#include <cstddef>
#include <vector>

namespace Xapian {
class Database;
}

namespace broadsheet {

class Generation;

struct ReferenceMatch {
    std::size_t part = 0;
    std::uint32_t document = 0;  ///< of the part, from 0
    double weight = 0;           ///< of its words, with freshness if the request asks for it
};

/// All living articles that match an expanded tree and the request's filters and dates, in no set order.
std::vector<ReferenceMatch> reference_matches(const query::Node& root, const SearchRequest& request,
                                              const Generation& generation, const Xapian::Database& database);

}  // namespace broadsheet
