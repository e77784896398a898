// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What acronyms stand for in the archive, as its articles explain them.

#include "engine/search/searcher.h"

#include <optional>
#include <string>
#include <vector>

namespace broadsheet {

struct AcronymsView {
    std::string query;  ///< empty: the most explained ones are listed
    struct Explained {
        Meaning meaning;
        std::optional<StoredArticle> first;  ///< the earliest dated article with both forms
    };
    std::vector<Explained> meanings;
    std::vector<ExplainedAcronym> most_explained;
};

std::string acronyms_page(const AcronymsView& view, const ArchiveOverview& overview);

}  // namespace broadsheet
