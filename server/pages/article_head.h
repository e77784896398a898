// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What an article's page tells programs: citation managers, search engines, what previews a link.

#include "engine/article/article.h"
#include "server/pages/markup.h"

#include <string>

namespace broadsheet {

/// Elements for the head of the page. Dates that aren't known, or are only the file's, are left out.
Markup article_head(const StoredArticle& article);

/// The article as schema.org's NewsArticle, safe inside a script element.
std::string news_article_json(const StoredArticle& article);

}  // namespace broadsheet
