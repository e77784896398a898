// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Articles for tests of the stores, in one line each.

#include "engine/article/article.h"

#include <string>
#include <vector>

namespace broadsheet::test {

/// An article by its fields: `make({.title = "Tram returns", .published = "2025-01-28"})`. `published` is ISO 8601 or
/// empty.
struct Story {
    std::string title = "A title";
    std::string body = "Some text.";
    std::string key = {};
    std::string url = {};
    std::string source = {};
    std::string section = {};
    std::string language = "en";
    std::string published = {};
    std::vector<std::string> authors = {};
    std::vector<std::string> tags = {};
    DateSource date_source = DateSource::header;
};

inline Article make(const Story& story) {
    Article article;
    article.title = story.title;
    article.body = story.body;
    article.key = story.key;
    article.url = story.url;
    article.source = story.source;
    article.section = story.section;
    article.language = story.language;
    article.authors = story.authors;
    article.tags = story.tags;
    if (const auto date = parse_iso_date(story.published)) {
        article.published = *date;
        article.published.source = story.date_source;
    }
    return article;
}

/// A word made of letters only, another for each number, that no sentence of a test contains by chance.
inline std::string word_of(std::uint32_t number) {
    std::string word = "qx";
    do {
        word += static_cast<char>('a' + number % 20);
        number /= 20;
    } while (number != 0);
    return word + "zq";
}

}  // namespace broadsheet::test
