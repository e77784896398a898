// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What REST says of a story.

#include "engine/search/search.h"

#include <string>

namespace broadsheet {

/// {"status", "id", "size", "tellings": […]}, each an article, by time of publication, with "duplicateOf"; "added" (the
/// sentences that no earlier telling in its language has); "before" (the telling before in its language) and "cut" (the
/// sentences of that one that it leaves out). `added` and `cut` are null where they weren't compared.
std::string story_json(const StoryArticles& story);

}  // namespace broadsheet
