// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which queries may take long: those that must look into articles, or have very many ways to match.
// Owns the bounds beyond which a part of a query has to be stoppable.

#include "engine/query/node.h"

namespace broadsheet {

/// True if Xapian's own phrases can't check the run or are slow at it: any word at a place, more than 8 words at one,
/// or a writing that only positions tell.
bool is_open(const query::Run& run);

/// True if each phrase of an expanded tree has to be stoppable by itself: alternatives, or more than three parts.
bool has_many_ways(const query::Node& root);

/// True if searching for an expanded tree may take long in a large archive.
bool is_costly(const query::Node& root);

}  // namespace broadsheet
