// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Many articles at once, indexed for searching: real ones from ../shared/data beside the repository where it is there.

#include "tests/support/test_archive.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace broadsheet::test {

/// An archive of its own with these articles.
class ArticleCollection {
public:
    explicit ArticleCollection(const std::vector<Story>& stories);

    Searcher& searcher() { return *searcher_; }
    const std::vector<StoredArticle>& articles() const { return articles_; }

    /// Whether a search finds the article, on whatever page.
    bool finds(const std::string& query, ArticleId id);

private:
    TestArchive archive_;
    std::optional<Searcher> searcher_;
    std::vector<StoredArticle> articles_;
};

/// A file of ../shared/data, or nothing after a line that says what is skipped.
std::optional<std::filesystem::path> shared_data(const std::string& name);

/// Up to `count` articles of a file, spread over it, one object a line: id, title, body, lang.
std::vector<Story> json_lines_stories(const std::filesystem::path& path, std::size_t count);
/// Up to `count` articles from the start of a file of Reuters-21578, as they are set there, with hard line ends.
std::vector<Story> reuters_stories(const std::filesystem::path& path, std::size_t count);

}  // namespace broadsheet::test
