// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The section of the paper that an article stands in, and its tags.

#include "indexer/extract/html_meta_table.h"
#include "indexer/extract/json_ld.h"
#include "indexer/extract/sourced.h"

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// From JSON-LD, meta elements, the trail of links above the article, or the first part of the address's path if that
/// is a usual name of a section. Names that say nothing ("Uncategorized", "post") are passed over.
Sourced page_section(const MetaTable& meta, const LinkedData& data, std::string_view address);

/// What readers see as topics: no machine marks, no entities, none twice, 30 at most. `origin` is set if there are any.
std::vector<std::string> page_tags(const MetaTable& meta, const LinkedData& data, std::string_view& origin);

}  // namespace broadsheet
