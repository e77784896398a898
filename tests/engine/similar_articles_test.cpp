// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_archive.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

constexpr std::string_view crane =
    "A crane fell into the harbour basin of Port Ellery at dawn. Divers searched the cabin, and the quay stays closed.";

/// Articles about cranes, tides and cheese, with what makes an archive: repeats, translations, empty texts.
class SimilarDesk {
public:
    SimilarDesk() {
        archive_.put_and_index(
            "/in/wire",
            {{.title = "Crane falls into harbour", .body = std::string(crane), .key = "crane", .source = "Wire"},
             {.title = "Divers leave the harbour basin",
              .body = "Divers at Port Ellery found nobody in the cabin of the crane that fell from the quay.",
              .key = "divers",
              .source = "Wire"},
             {.title = "Harbour rebuilt",
              .body = "The harbour of Port Ellery gets a new crane and a longer quay.",
              .key = "rebuilt",
              .source = "Wire"},
             {.title = "Cheese prices rise", .body = "Dairies ask more for cheese this winter.", .key = "cheese"},
             {.title = "Cheese fair opens", .body = "Dairies show their cheese at the fair.", .key = "fair"},
             {.title = "", .body = "", .key = "empty"},
             {.title = "2025", .body = "1, 2, 3 and so it was.", .key = "figures"},
             {.title = "El puerto", .body = "Una grúa cayó al puerto de Port Ellery.", .key = "es", .language = "es"},
             {.title = "台风登陆沿海城市",
              .body = "台风在沿海城市登陆，渔民返回港口。",
              .key = "zh1",
              .language = "zh"},
             {.title = "沿海城市防台风",
              .body = "渔民把船拖回港口，台风将在今晚登陆。",
              .key = "zh2",
              .language = "zh"}});
        searcher_.emplace(archive_.path());
    }

    TestArchive& archive() { return archive_; }
    std::optional<SimilarArticles> to(const std::string& title, std::size_t limit = 10) {
        return searcher_->similar_articles({archive_.ids_by_title().at(title)}, limit);
    }
    std::vector<std::string> titles(const std::string& title, std::size_t limit = 10) {
        const auto similar = to(title, limit);
        REQUIRE(similar);
        std::vector<std::string> titles;
        for (const SimilarArticle& article : similar->articles) titles.push_back(article.hit.article.title);
        return titles;
    }
    Searcher& searcher() { return *searcher_; }

private:
    TestArchive archive_;
    std::optional<Searcher> searcher_;
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("similar articles: those about the same subject, the nearest first, never the article itself") {
    SimilarDesk desk;
    CHECK(desk.titles("Crane falls into harbour") == Names{"Divers leave the harbour basin", "Harbour rebuilt"});
    CHECK(desk.titles("Cheese fair opens") == Names{"Cheese prices rise"});
    CHECK(desk.titles("Crane falls into harbour", 1) == Names{"Divers leave the harbour basin"});
    CHECK(desk.titles("Crane falls into harbour", 0).empty());
}

TEST_CASE("similar articles: say which words they share, as the article writes them, and how they begin") {
    SimilarDesk desk;
    const auto similar = desk.to("Crane falls into harbour");
    REQUIRE(similar);
    REQUIRE_FALSE(similar->articles.empty());
    const SimilarArticle& best = similar->articles.front();
    const auto shares = [&best](const std::string& word) {
        return std::ranges::find(best.terms, word) != best.terms.end();
    };
    CHECK(shares("crane"));
    CHECK(shares("Ellery"));
    CHECK_FALSE(shares("the"));
    CHECK_FALSE(shares("dawn"));
    CHECK(best.terms.size() <= similar->terms.size());
    REQUIRE(best.hit.fragments.size() == 1);
    CHECK(best.hit.fragments[0].text.starts_with("Divers at Port Ellery"));
    CHECK(best.hit.article.body.empty());
    CHECK(best.hit.score > 0);
    CHECK(similar->index.articles == 10);
}

TEST_CASE("similar articles: scripts without spaces are compared by their words") {
    SimilarDesk desk;
    CHECK(desk.titles("台风登陆沿海城市") == Names{"沿海城市防台风"});
}

TEST_CASE("similar articles: none for an empty text or one without words, no answer for what isn't there") {
    SimilarDesk desk;
    for (const std::string title : {"", "2025"}) {
        const auto similar = desk.to(title);
        REQUIRE(similar);
        CHECK(similar->terms.empty());
        CHECK(similar->articles.empty());
    }
    CHECK_FALSE(desk.searcher().similar_articles({99}, 10));
    CHECK_FALSE(desk.searcher().similar_articles({0}, 10));
    const std::uint32_t gone = desk.archive().ids_by_title().at("Cheese fair opens");
    desk.archive().remove_file("/in/wire");
    CHECK_FALSE(desk.searcher().similar_articles({gone}, 10));
}

TEST_CASE("similar articles: neither duplicates nor other tellings, and of another story one telling") {
    SimilarDesk desk;
    const auto ids = desk.archive().ids_by_title();
    const std::uint32_t first = ids.at("Crane falls into harbour"), divers = ids.at("Divers leave the harbour basin"),
                        rebuilt = ids.at("Harbour rebuilt");
    const auto group = [&](const std::vector<GroupingRow>& rows) {
        RecordWriter& writer = desk.archive().writer();
        writer.begin();
        writer.put_groupings(rows, writer.last_sequence());
        writer.commit();
    };
    group({{{first}, first, 0}, {{divers}, first, 0}});
    CHECK(desk.titles("Crane falls into harbour") == Names{"Harbour rebuilt"});
    group({{{first}, first, first}, {{rebuilt}, first, first}, {{divers}, 0, 0}});
    CHECK(desk.titles("Crane falls into harbour") == Names{"Divers leave the harbour basin"});
    group({{{first}, 0, 0}, {{divers}, divers, 0}, {{rebuilt}, divers, 0}});
    CHECK(desk.titles("Crane falls into harbour") == Names{"Divers leave the harbour basin"});
}

TEST_CASE("similar articles: what was removed since the index was written is not offered") {
    SimilarDesk desk;
    desk.archive().put_file(
        "/in/wire",
        {{.title = "Crane falls into harbour", .body = std::string(crane), .key = "crane", .source = "Wire"}});
    CHECK(desk.titles("Crane falls into harbour").empty());
}
