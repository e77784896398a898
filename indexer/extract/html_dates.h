// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// When the article of an HTML page was published and changed.

#include "engine/article/date.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/html_meta_table.h"

#include <string_view>

namespace broadsheet {

struct PageDates {
    Date published;
    Date modified;
};

/// What is known of a page before its dates are looked for.
struct DatedPage {
    xmlNode* root = nullptr;
    const MetaTable& meta;
    PageDates linked;                    ///< what JSON-LD says
    std::string_view url;                ///< canonical address; may be empty
    std::string_view title;              ///< the headline as readers see it
    DayOrder order = DayOrder::unknown;  ///< how 03/04/2025 is read in the page's language
    std::int64_t latest_s = 0;           ///< dates after it are not believed
};

/// JSON-LD, meta elements, microdata and what is written near the headline, the address, data in scripts, and the path
/// of the picture, in that order; each is checked against what the page shows. A date without evidence is never given:
/// better none than a wrong one.
PageDates read_page_dates(const DatedPage& page);

}  // namespace broadsheet
