// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The headline of an HTML page.

#include "indexer/extract/html_meta_table.h"
#include "indexer/extract/sourced.h"

#include <string>
#include <string_view>

namespace broadsheet {

/// The headline without the site's name. `headline` is what JSON-LD says, `source` the publication; both may be empty.
Sourced page_title(xmlNode* root, const MetaTable& meta, std::string_view headline, std::string_view source);

/// Letters and digits alone, in lower case as far as they are ASCII: titles and names are compared by it.
std::string comparable_letters(std::string_view text);

/// "Headline | Section - The Evening Ledger" without what follows the last separators, if that names the site, and
/// without the site before the first.
std::string without_site_name(std::string_view title, std::string_view source);

}  // namespace broadsheet
