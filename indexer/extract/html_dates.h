// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// When the article of an HTML page was published and changed, as the page says outside its JSON-LD.

#include "engine/article/date.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/html_meta_table.h"

#include <string_view>

namespace broadsheet {

struct PageDates {
    Date published;
    Date modified;
};

/// Meta elements, microdata, <time>, the address, then a dated line near the headline, in that order. Dates after
/// `latest_s` are passed over. `order` says how 03/04/2025 is read in this page's language.
PageDates read_page_dates(xmlNode* root, const MetaTable& meta, std::string_view url, DayOrder order,
                          std::int64_t latest_s);

}  // namespace broadsheet
