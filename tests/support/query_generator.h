// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Searches made up from the words of an archive: the same ones for the same seed.

#include "engine/record/record_reader.h"
#include "engine/search/search.h"

#include <random>
#include <string>
#include <vector>

namespace broadsheet::test {

class QueryGenerator {
public:
    /// Takes its words, phrases, authors and filters from a sample of the articles.
    QueryGenerator(RecordReader& record, std::uint64_t seed);

    SearchRequest next();

private:
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(random_() % count); }
    bool chance(std::size_t percent) { return below(100) < percent; }
    const StoredArticle& any_article() { return articles_[below(articles_.size())]; }
    std::string word();
    std::string phrase(std::size_t words);
    std::string leaf();
    std::string near();
    std::string filter();
    std::string group(std::size_t depth);
    DateRange dates();
    std::string year();
    void add_filters(SearchRequest& request);

    std::mt19937_64 random_;
    std::vector<StoredArticle> articles_;
};

}  // namespace broadsheet::test
