// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What stands around an article's text: where it came from, who else told it, what is similar.

#include "engine/search/searcher.h"
#include "server/api/search_parameters.h"
#include "server/pages/markup.h"

#include <string>
#include <vector>

namespace broadsheet {

/// Names with their values, as the template lists them.
class FactList {
public:
    void add(std::string_view name, std::vector<Values> values, std::string_view note = {});
    void add_text(std::string_view name, const std::string& text, std::string_view note = {});
    const std::vector<Values>& facts() const { return facts_; }

private:
    std::vector<Values> facts_;
};

/// The files that hold the article, its hashes, and which tags gave its fields.
FactList origin_of(const StoredArticle& article, const Holdings& holdings);

/// Minutes that the text takes to read, at least 1; 0 for no text.
std::size_t reading_minutes(std::string_view body);

/// Sets "similar", a list, and "hasSimilar". Links keep `search`, so that they lead back to its results.
void add_similar(const SearchParameters& search, const std::optional<SimilarArticles>& similar, Values& values);

/// Sets "tellings", a list of the first other tellings of the story, "hasTellings", "storyUrl" and "storyWords".
void add_tellings(const SearchParameters& search, const std::optional<StoryArticles>& story, ArticleId own,
                  Values& values);

/// Where the way back of a page leads: "Results for open-source".
std::string back_words(const SearchParameters& search);

/// "1.2 kB"
std::string size_words(std::int64_t bytes);

}  // namespace broadsheet
