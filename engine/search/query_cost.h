// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which queries may take long: those that must look into articles, or have very many ways to match.
// Owns the bounds.

#include "engine/query/node.h"

namespace broadsheet {

/// True if searching for an expanded tree may take long in a large archive.
bool is_costly(const query::Node& root);

}  // namespace broadsheet
