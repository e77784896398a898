// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which articles of the whole archive may have nearly this wording, whenever they were printed?

#include "engine/article/article.h"
#include "engine/compare/fingerprint.h"
#include "engine/compare/posting_table.h"

#include <vector>

namespace broadsheet {

/// Some 60 bytes an article. What was added stays: an article may turn out to have another text by now.
class WordingIndex {
public:
    WordingIndex();

    void add(ArticleId id, const Fingerprint& fingerprint);

    /// Appends the articles that share a key, at most 16 for each key, those added last; some may come twice. Finds
    /// nearly all that share 95 % of their shingles, seven in ten of those that share 75 %.
    void find(const Fingerprint& fingerprint, std::vector<ArticleId>& found) const;

    std::size_t size_bytes() const;

private:
    PostingTable postings_;
    std::vector<ArticleId> articles_;  ///< by member of the table
};

}  // namespace broadsheet
