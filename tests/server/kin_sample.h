// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// An article that has changed and a story of several tellings, for tests of JSON and pages.

#include "engine/search/searcher.h"
#include "server/api/archive_access.h"

#include <string>
#include <vector>

namespace broadsheet::test {

/// Three texts of article 7, the last of which is shown. From the first to the second the ferry sails on Friday instead
/// of Monday, and a paragraph is added; the third has another title.
std::vector<ArticleVersion> sample_versions();

/// Story 3: a first telling (3), one that adds and cuts (7), and one with the first one's text (9).
StoryArticles sample_story();

/// sample_access() with these; article 7 has kin.
ArchiveAccess kin_access();

}  // namespace broadsheet::test
