// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The one table of the formats in which articles go to other programs, one after the other: for REST and for the
// command line.

#include "engine/search/search.h"

#include <span>
#include <string>
#include <string_view>

namespace broadsheet {

struct ArticleFormat {
    std::string_view name;  ///< "csv", as parameters and flags have it
    std::string_view content_type;
    std::string_view suffix;  ///< of a file that holds it
    std::string (*head)();    ///< before the first article
    std::string (*article)(const StoredArticle& article, const Kinship& kinship);
    std::string_view between;  ///< two articles
    std::string_view foot;     ///< behind the last
};

/// jsonl, csv, ris, bibtex, csljson, ninjs.
std::span<const ArticleFormat> article_formats();

/// By its name; null for an unknown one.
const ArticleFormat* find_article_format(std::string_view name);

/// "jsonl|csv|…" for "|".
std::string article_format_names(std::string_view between);

/// Plain text of one article: title, what is known of it, text. For readers, so without control characters by the rules
/// of the record.
std::string plain_text_of(const StoredArticle& article);

}  // namespace broadsheet
