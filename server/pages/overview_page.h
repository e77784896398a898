// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What is in the archive, on one page.

#include "engine/search/searcher.h"
#include "server/api/reindex_report.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace broadsheet {

struct OverviewView {
    ArchiveOverview archive;
    std::shared_ptr<const Coverage> coverage;  ///< never null
    std::optional<MonthNumber> from, to;       ///< the period to look into; open if unset
    std::uint32_t source_page = 1;
    SearchReply latest;    ///< the newest articles, with the languages as its facet
    ProblemList problems;  ///< the first few
    std::optional<Run> last_run;
    ReindexReport reindex;
};

std::string overview_page(const OverviewView& view);

}  // namespace broadsheet
