// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The searches that readers keep, with what is new of each.

#include "server/api/saved_state.h"

#include <string>
#include <vector>

namespace broadsheet {

/// `newest` is what the button that all has been seen stands for: what comes while somebody reads stays new. Without
/// `may_write` there are no forms, and a sentence says why.
std::string saved_page(const std::vector<SavedState>& states, ArticleId newest, bool may_write,
                       const ArchiveOverview& overview);

}  // namespace broadsheet
