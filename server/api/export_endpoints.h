// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Articles for other programs: a whole result as a stream, a page of one, a single article.

#include "server/api/archive_access.h"
#include "server/api/article_format.h"
#include "server/api/search_parameters.h"
#include "server/http/http.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace broadsheet {

/// Everything that a search finds, in the order in which it came into the archive, whatever its size: read and sent in
/// pieces. `X-Total-Count` says how many come; if they can't be read to the end, the connection breaks off without its
/// last chunk. 400 for parameters that name a page.
HttpResponse export_reply(const ArchiveAccess& access, const HttpRequest& request);

/// Each export under way holds a thread for as long as its client reads: more than this would leave too few for others.
inline constexpr std::size_t exports_at_once = 8;

/// export_reply() for so many at a time; 503 for more. `access` must outlive it and its replies.
class Exports {
public:
    explicit Exports(const ArchiveAccess& access) : access_(access) {}
    HttpResponse reply(const HttpRequest& request) const;

private:
    const ArchiveAccess& access_;
    std::shared_ptr<std::atomic<std::size_t>> under_way_ = std::make_shared<std::atomic<std::size_t>>(0);
};

/// The articles of one page of a result, `ids` in order.
std::string formatted(const ArchiveAccess& access, const ArticleFormat& format, const std::vector<ArticleId>& ids);

/// One article in any format of the table, or as text; `format` is one of is_article_format().
HttpResponse article_in(std::string_view format, const StoredArticle& article, const Kinship& kinship, std::string tag);

/// Names that article_in() knows: text and those of the table.
bool is_article_format(std::string_view name);

}  // namespace broadsheet
