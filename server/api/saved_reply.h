// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Saved searches as JSON.

#include "server/api/saved_state.h"

#include <string>
#include <vector>

namespace broadsheet {

std::string saved_json(const SavedState& state);
/// `newest` is the id to send as seenArticle when all that is listed has been seen.
std::string saved_list_json(const std::vector<SavedState>& states, ArticleId newest);

}  // namespace broadsheet
