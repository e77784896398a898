// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Articles for other programs, as `export` and `search --format` write them.

#include "server/api/article_format.h"

#include <string>
#include <string_view>

namespace broadsheet::cli {

/// By its name, jsonl also as json and ndjson; throws Error{usage} for one that isn't in the table.
const ArticleFormat& article_format(std::string_view name);

/// Writes articles to stdout, one after the other: to files and pipes every byte, to a terminal nothing that steers it.
/// Throws Error{io}, as below.
class ArticlePrinter {
public:
    explicit ArticlePrinter(const ArticleFormat& format);

    void print(const StoredArticle& article, const Kinship& kinship);
    /// What stands behind the last article.
    void finish();

private:
    void write(const std::string& text) const;

    const ArticleFormat& format_;
    bool terminal_ = false;
    std::size_t printed_ = 0;
};

/// Writes to stdout, or throws Error{io}: what can't be written is an error, not a shorter result.
void write_out(std::string_view text);
void flush_out();

}  // namespace broadsheet::cli
