// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// For tests of formats: what a reader makes of a text, kept in memory.

#include "indexer/formats/format.h"

#include <string>
#include <utility>
#include <vector>

namespace broadsheet {

struct Problem {
    Stage stage;
    std::string location;
    std::string reason;
};

struct CollectedArticles final : ArticleSink {
    std::vector<Article> articles;
    std::vector<std::string> locations;
    std::vector<Problem> problems;

    void article(Article found, std::string location) override {
        articles.push_back(std::move(found));
        locations.push_back(std::move(location));
    }
    void problem(Stage stage, std::string location, std::string reason) override {
        problems.push_back({stage, std::move(location), std::move(reason)});
    }
};

inline constexpr std::int64_t test_now_s = 1'790'000'000;  // 2026-09-21

inline CollectedArticles read_from(Format format, std::string bytes, const std::string& path = "page") {
    CollectedArticles collected;
    const auto stream = bytes_of(std::move(bytes));
    read_articles(format, *stream, {path, test_now_s}, collected);
    return collected;
}

}  // namespace broadsheet
