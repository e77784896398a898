// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The line below the headline.

#include "engine/article/article.h"
#include "indexer/extract/html_meta_table.h"
#include "indexer/extract/json_ld.h"
#include "indexer/extract/sourced.h"

#include <string>
#include <string_view>

namespace broadsheet {

/// alternativeHeadline, the line that the page marks as its subtitle, or the description for search engines, unless it
/// only says the title again.
Sourced page_subtitle(xmlNode* root, const MetaTable& meta, const LinkedData& data, std::string_view title);

/// Clears a subtitle that is the beginning of the text, whole or cut off: it would tell the same twice.
void drop_repeated_subtitle(Article& article);

}  // namespace broadsheet
