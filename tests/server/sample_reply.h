// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Replies built by hand, for tests of JSON and pages.

#include "engine/search/searcher.h"
#include "server/api/archive_access.h"

#include <string>
#include <string_view>

namespace broadsheet::test {

Date date_of(std::string_view iso, DateSource source = DateSource::header);

/// An article with every field filled, number 7.
StoredArticle sample_article();

/// The sample article as a match of open-source, in the title and in the text.
Explanation sample_explanation();

/// 45 articles found for open-source, of which one is shown; facets, forms and a timeline with an empty month.
SearchReply sample_reply();

/// Articles 9 and 11, the second without a title, as similar to 7.
SimilarArticles sample_similar();

/// Two files that hold article 7.
Holdings sample_holdings();

ArchiveOverview sample_overview();

/// A site over the sample article and reply; its clock stands at 2026-11-22T14:00:00Z.
ArchiveAccess sample_access();
inline constexpr std::int64_t sample_now_s = 1'795'356'000;

}  // namespace broadsheet::test
