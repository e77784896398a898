// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A story: who told it when, what each telling added and what it left out.

#include "engine/search/searcher.h"

#include <string>

namespace broadsheet {

std::string story_page(const StoryArticles& story, const ArchiveOverview& overview);

}  // namespace broadsheet
