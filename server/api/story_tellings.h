// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A story as the row of its tellings: what each brought that none had told before, and what it left out of the one
// before it. Tellings in different languages aren't compared.

#include "engine/search/search.h"

#include <optional>
#include <string_view>
#include <vector>

namespace broadsheet {

struct Telling {
    const StoredArticle* article = nullptr;
    std::optional<ArticleId> duplicate_of;  ///< the first telling with the same or nearly the same text
    const StoredArticle* before = nullptr;  ///< the last telling before it in its language; null if it is the first
    /// False for the tail of a story so long that comparing all of it would hold up the reader; `added` and `cut` are
    /// then empty.
    bool compared = true;
    std::vector<std::string_view> added;  ///< sentences of its text; all of them if it is the first
    std::vector<std::string_view> cut;    ///< sentences of `before`
};

/// In the order of the story. Texts and articles are those of `story`, which must outlive the result.
std::vector<Telling> tellings_of(const StoryArticles& story);

}  // namespace broadsheet
