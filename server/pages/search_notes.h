// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the search page says about a search: which filters hold, and what to try when nothing was found.

#include "engine/search/search.h"
#include "server/api/search_parameters.h"
#include "server/pages/markup.h"

#include <string>
#include <vector>

namespace broadsheet {

/// A filter or setting of a search that a reader can drop.
struct ActiveFilter {
    std::string name;      ///< "Source"; empty for settings
    std::string value;     ///< "Harbour Wire", "Exact words"
    std::string advice;    ///< "in other sources", for a search that found nothing
    std::string url;       ///< the search without it
    bool without = false;  ///< it leaves a value out
};
std::vector<ActiveFilter> active_filters(const SearchParameters& search, const std::vector<Facet>& facets);

/// "from March 2024 to 2025" as typed; empty without a period.
std::string period_words(const SearchParameters& search);

/// Links to searches that may find more than `search` did.
struct Advice {
    std::string text;
    std::string url;
};
std::vector<Advice> advice_for(const SearchParameters& search, const std::vector<ActiveFilter>& filters);

}  // namespace broadsheet
