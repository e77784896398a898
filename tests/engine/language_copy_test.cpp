// SPDX-License-Identifier: GPL-3.0-or-later
// A word or a passage copied from the middle of an article finds that article, in any language, without options.
#include "tests/engine/article_collection.h"
#include "tests/engine/article_passages.h"
#include "tests/engine/multilingual_newsroom.h"

#include <doctest/doctest.h>

#include <iostream>

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

/// How often one way of asking was tried and found its article, and the first queries that didn't.
struct Tally {
    explicit Tally(std::string how) : name(std::move(how)) {}
    void add(bool found, const std::string& query, const std::string& key) {
        ++tried;
        hits += found;
        if (!found && tried - hits <= 5) missed += "\n  [" + query + "] misses " + key;
    }
    std::string name;
    std::size_t tried = 0, hits = 0;
    std::string missed;
};

void check_tally(const Tally& tally, std::size_t samples) {
    INFO(tally.name, ": ", tally.hits, " of ", tally.tried, tally.missed);
    CHECK(tally.tried * 10 >= samples * 9);  // few articles are too short to copy from
    CHECK(tally.hits * 100 >= tally.tried * 99);
}

/// Copies from `samples` random articles; at least 99 of 100 must be found again.
void check_copies(const std::string& name, const std::vector<Story>& stories, std::size_t samples, std::uint32_t seed) {
    ArticleCollection collection(stories);
    PassagePicker picker(seed);
    Tally word("a word"), phrase("a passage"), quoted("a passage in quotation marks");
    for (std::size_t i = 0; i < samples; ++i) {
        const StoredArticle& article = collection.articles()[picker.below(collection.articles().size())];
        const auto add = [&](Tally& tally, const std::string& query) {
            tally.add(collection.finds(query, article.id), query, article.key);
        };
        if (const auto copied = picker.word(article.body)) add(word, std::string(copied->in(article.body)));
        if (const auto copied = picker.phrase(article.body, 6, 12)) {
            const std::string passage(copied->in(article.body));
            add(phrase, passage);
            add(quoted, "\"" + passage + "\"");
        }
    }
    CAPTURE(name);
    std::cout << name << ": " << word.hits << "/" << word.tried << " words, " << phrase.hits << "/" << phrase.tried
              << " passages, " << quoted.hits << "/" << quoted.tried << " quoted passages\n";
    for (const Tally& tally : {word, phrase, quoted}) check_tally(tally, samples);
}

}  // namespace

TEST_CASE("language copies: what is copied from the middle of an article finds it, in many languages") {
    check_copies("own articles", multilingual_stories(), 300, 20250128);
}

TEST_CASE("language copies: what is copied from the middle of real news finds it") {
    std::uint32_t seed = 100;
    for (const std::string name : {"10kgnad-test-de", "wmt21-multi", "xwlb-zh"}) {
        if (const auto path = shared_data("languages/" + name + ".jsonl"))
            check_copies(name, json_lines_stories(*path, 10'000), 100, ++seed);
    }
}
