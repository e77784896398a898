// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Articles for other programs: a whole result as a stream, a page of one, a single article.

#include "server/api/archive_access.h"
#include "server/api/article_format.h"
#include "server/api/search_parameters.h"
#include "server/http/http.h"

#include <string>
#include <vector>

namespace broadsheet {

/// Everything that a search finds, in the order in which it came into the archive, whatever its size: read and sent in
/// pieces. `X-Total-Count` says how many come; if they can't be read to the end, the connection breaks off without its
/// last chunk. 400 for parameters that name a page.
HttpResponse export_reply(const ArchiveAccess& access, const HttpRequest& request);

/// The articles of one page of a result, `ids` in order.
std::string formatted(const ArchiveAccess& access, const ArticleFormat& format, const std::vector<ArticleId>& ids);

/// One article in any format of the table, or as text; `format` is one of is_article_format().
HttpResponse article_in(std::string_view format, const StoredArticle& article, const Kinship& kinship, std::string tag);

/// Names that article_in() knows: text and those of the table.
bool is_article_format(std::string_view name);

}  // namespace broadsheet
