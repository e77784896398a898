// SPDX-License-Identifier: GPL-3.0-or-later
// Type-ahead over a real archive.
#include "tests/support/test_archive.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

/// Articles whose words are begun below.
class CompletionArchive {
public:
    CompletionArchive() {
        archive_.put_and_index("first.jsonl",
                               {{.title = "Oil prices", .body = "Prices rise. Priests pray.", .source = "Priory Post"},
                                {.title = "Prices again", .body = "The price of élan.", .authors = {"Max Prior"}},
                                {.title = "NATO meets",
                                 .body = "NATO and native open-source code; nations.",
                                 .source = "Priory Post",
                                 .section = "Primary news"}});
        searcher_.emplace(archive_.path());
    }

    std::vector<Completion> complete(std::string_view begun) { return searcher_->complete(begun); }
    std::vector<std::string> texts(std::string_view begun) {
        std::vector<std::string> texts;
        for (const auto& completion : complete(begun)) texts.push_back(completion.text);
        return texts;
    }
    TestArchive& archive() { return archive_; }
    Searcher& searcher() { return *searcher_; }

private:
    TestArchive archive_;
    std::optional<Searcher> searcher_;
};

using Texts = std::vector<std::string>;

const Completion* find(const std::vector<Completion>& completions, std::string_view text) {
    for (const auto& completion : completions) {
        if (completion.text == text) return &completion;
    }
    return nullptr;
}

}  // namespace

TEST_CASE("completion: the last word goes on, the most frequent first, names behind") {
    CompletionArchive room;
    const auto completions = room.complete("oil pri");
    REQUIRE(completions.size() >= 3);
    CHECK(completions[0].text == "prices");
    CHECK(completions[0].articles == 2);
    CHECK(completions[0].kind == CompletionKind::word);
    CHECK(completions[0].query == "oil prices");
    const auto* source = find(completions, "Priory Post");
    REQUIRE(source);
    CHECK(source->kind == CompletionKind::source);
    CHECK(source->articles == 2);
    CHECK(source->query == "oil source:priory-post");
    const auto* author = find(completions, "Max Prior");
    REQUIRE(author);
    CHECK(author->query == "oil author:\"Max Prior\"");
    const auto* section = find(completions, "Primary news");
    REQUIRE(section);
    CHECK(section->kind == CompletionKind::section);
}

TEST_CASE("completion: a name is found by all that is typed of it") {
    CompletionArchive room;
    const auto completions = room.complete("priory p");
    const auto* source = find(completions, "Priory Post");
    REQUIRE(source);
    CHECK(source->query == "source:priory-post");
}

TEST_CASE("completion: case and accents don't matter") {
    CompletionArchive room;
    CHECK(room.texts("PRIC") == room.texts("pric"));
    CHECK(room.texts("élan") == Texts{"elan"});
    CHECK(room.texts("ELA") == Texts{"elan"});
}

TEST_CASE("completion: acronyms in capitals, compounds with their hyphen") {
    CompletionArchive room;
    const auto texts = room.texts("nat");
    CHECK(std::ranges::find(texts, "NATO") != texts.end());
    CHECK(std::ranges::find(texts, "native") != texts.end());
    const auto compound = room.complete("some open-so");
    REQUIRE_FALSE(compound.empty());
    CHECK(compound[0].text == "open-source");
    CHECK(compound[0].query == "some open-source");
}

TEST_CASE("completion: nothing goes on from nothing, from between words, or from words of every sentence") {
    CompletionArchive room;
    for (const char* begun : {"", " ", "oil ", "oil -", "the", "of the", "\"", "zzz", "\xff"}) {
        CAPTURE(begun);
        CHECK(room.complete(begun).empty());
    }
    CHECK_FALSE(room.complete("the pri").empty());
}

TEST_CASE("completion: function words are never offered, and ten is the most") {
    CompletionArchive room;
    Story many{.title = "Ten", .body = "thatch the their"};
    for (std::uint32_t i = 0; i < 40; ++i) many.body += " th" + word_of(i);
    room.archive().put_and_index("many.jsonl", {many});
    const auto texts = room.texts("th");
    CHECK(texts.size() == completions_max);
    CHECK(std::ranges::find(texts, "the") == texts.end());
    CHECK(std::ranges::find(texts, "their") == texts.end());
}

TEST_CASE("completion: new articles count at once, and nobody is answered who has gone") {
    CompletionArchive room;
    CHECK(room.texts("zeb").empty());
    room.archive().put_and_index("second.jsonl", {{.title = "Zebra", .body = "One zebra.", .source = "Zebra Daily"}});
    CHECK(room.texts("zeb") == Texts{"zebra", "Zebra Daily"});
    CHECK(room.searcher().complete("zeb", [] { return true; }).empty());
}

TEST_CASE("summary: it is the overview but for what the record alone knows") {
    TestArchive archive;
    archive.put_and_index("a.jsonl", {{.title = "A", .source = "Wire", .published = "2025-01-02"}});
    Searcher searcher(archive.path());
    const ArchiveOverview whole = searcher.overview(), summary = searcher.summary();
    CHECK(whole.body_bytes > 0);
    CHECK(summary.body_bytes == 0);
    CHECK(summary.articles == whole.articles);
    CHECK(summary.sources == whole.sources);
    CHECK(to_iso(summary.first) == to_iso(whole.first));
    CHECK(summary.index.generation == whole.index.generation);
}

TEST_CASE("index state: it tells of stories that change without the index") {
    TestArchive archive;
    archive.put_and_index("a.jsonl", {{.title = "A", .body = "Some text."}});
    Searcher searcher(archive.path());
    const IndexState before = searcher.index_state();
    CHECK(searcher.index_state().groupings == before.groupings);
    const std::vector<GroupingRow> story = {{ArticleId{1}, 1, 0}};
    archive.writer().put_groupings(story, archive.record().last_sequence());
    archive.writer().commit();
    const IndexState after = searcher.index_state();
    CHECK(after.generation == before.generation);
    CHECK(after.groupings != before.groupings);
}
