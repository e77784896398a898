// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A generation as Xapian sees it: all segments as one database.

#include "engine/index/generation.h"

#include <xapian.h>

#include <cstddef>

namespace broadsheet::test {

/// Document g of it is document (g-1)/n of part (g-1)%n, n being the number of parts. For the calling thread.
Xapian::Database open_database(const Generation& generation);

/// The part that is this database, one of those joined: what a posting source is told of the segment that it is in.
const Generation::Part& part_of(const Generation& generation, const Xapian::Database& segment);

}  // namespace broadsheet::test
