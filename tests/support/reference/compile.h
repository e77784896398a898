// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// An expanded query tree to a Xapian query, for the reference that tests compare the matcher with.

#include "engine/query/node.h"
#include "engine/search/search.h"

namespace Xapian {
class Database;
class Query;
}  // namespace Xapian

namespace broadsheet {

class Generation;

/// `search_in` are the fields of leaves that name none. An empty tree matches everything. `generation` must outlive the
/// query.
Xapian::Query compile(const query::Node& root, const std::vector<FieldId>& search_in, const Generation& generation,
                      const Xapian::Database& database);

/// The request's filters as a query that weighs nothing; matches everything if there are none.
Xapian::Query compile_filters(const std::vector<FieldFilter>& filters, const Generation& generation);

}  // namespace broadsheet
