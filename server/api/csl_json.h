// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Articles as items of CSL-JSON, which citation processors (citeproc) and Zotero read.

#include "engine/article/article.h"

#include <string>

namespace broadsheet {

/// One item of type article-newspaper, without the text of the article. What isn't known is left out; a date is as
/// precise as it is known.
std::string csl_json_of(const StoredArticle& article);

}  // namespace broadsheet
