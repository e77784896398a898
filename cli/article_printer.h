// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Articles for other programs, as `export` and `search --format` write them.

#include "engine/search/search.h"

#include <string>
#include <string_view>

namespace broadsheet::cli {

struct ArticlePrinter {
    std::string head;  ///< before the first article
    std::string (*print)(const StoredArticle& article, const Kinship& kinship) = nullptr;
};

/// `name` is jsonl (also json, ndjson), csv, ris or bibtex; throws Error{usage} for anything else.
ArticlePrinter article_printer(std::string_view name);

/// Writes to stdout, or throws Error{io}: what can't be written is an error, not a shorter result.
void write_out(std::string_view text);
void flush_out();

}  // namespace broadsheet::cli
