// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Dates in the data that a page's scripts hold: the last resort of pages that scripts draw.

#include "engine/article/date.h"
#include "indexer/extract/html_document.h"

namespace broadsheet {

/// The day that most values under names like "publishedAt" or "publication_date" agree on; unknown if there is no such
/// majority, as on pages that hold the data of many articles.
Date date_in_scripts(xmlNode* root, std::int64_t latest_s);

}  // namespace broadsheet
