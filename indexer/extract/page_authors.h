// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Who wrote the article of a page.

#include "indexer/extract/html_meta_table.h"
#include "indexer/extract/json_ld.h"

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

struct PageAuthors {
    std::vector<std::string> names;
    std::string_view origin;  ///< as in Article::origins; empty if there are no names
    std::string agency;       ///< an agency in the byline, "Reuters"
};

/// JSON-LD, meta elements, then the byline that the page shows near its headline.
PageAuthors page_authors(xmlNode* root, const MetaTable& meta, const LinkedData& data, std::string_view source);

}  // namespace broadsheet
