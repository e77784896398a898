// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What operands mean that stand side by side or have NEAR between them.
// Owns how they go together; the parser finds them.

#include "engine/query/lexer.h"
#include "engine/query/node.h"
#include "engine/query/parser.h"

#include <vector>

namespace broadsheet::query {

/// Operands in order, each run joined by AND. All must hold; with op=or any of those that are no filters. Function
/// words of long queries and of op=or become optional; a warning names those of long queries.
Node side_by_side(std::vector<std::vector<Node>> runs, const ParseOptions& options, std::vector<Warning>& warnings);

/// Both near each other in the way of the item; with a warning both anywhere if they have no positions in common.
Node near_of(Node left, Node right, const Item& near, std::vector<Warning>& warnings);

/// At least two operands of the same fields. Sentences and paragraphs are those of the body.
Node near_node(std::vector<Node> operands, const Item& near);

}  // namespace broadsheet::query
