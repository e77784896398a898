// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Putting nodes of a query together, and what kinds of nodes there are to a parser.
// Owns the normal form of the tree: no group of one, no group directly inside one of its kind.

#include "engine/query/node.h"

#include <vector>

namespace broadsheet::query {

bool is_text_leaf(const Node& node);

/// What NEAR can stand beside: words, phrases and alternatives of them, all in the same fields.
bool has_positions(const Node& node);

/// Filters hold beside the alternatives of op=or instead of being one of them.
bool is_filter(const Node& node);

/// A group of one is that one, groups of the same kind flow together, empty ones vanish. An excluded node alone stays
/// in its group.
Node group_of(NodeKind kind, std::vector<Node> nodes);

}  // namespace broadsheet::query
