// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/first_mention.h"

#include "tests/support/test_archive.h"

#include <doctest/doctest.h>

using namespace broadsheet;

TEST_CASE("first mention: the earliest article of each source, earliest source first") {
    test::TestArchive archive;
    archive.put_and_index(
        "/in/a", {{.title = "Late", .body = "long covid", .key = "1", .source = "Wire", .published = "2021-03-01"},
                  {.title = "Early", .body = "Long COVID", .key = "2", .source = "Wire", .published = "2020-06-12"},
                  {.title = "Not it", .body = "covid, long ago", .key = "3", .source = "Wire", .published = "2019"},
                  {.title = "Undated", .body = "long covid", .key = "4", .source = "Wire"}});
    archive.put_and_index(
        "/in/b", {{.title = "First", .body = "long covid", .key = "1", .source = "Ledger", .published = "2020-05-20"},
                  {.title = "Only a note", .body = "long covid", .key = "2", .source = "Notes"},
                  {.title = "Nobody's", .body = "long covid", .key = "3", .published = "2022-01-01"}});
    Searcher searcher(archive.path());
    const FirstMentions mentions = searcher.first_mentions(test::request_for("\"long covid\""));
    CHECK(mentions.complete);
    CHECK(mentions.articles == 6);
    CHECK(mentions.undated == 2);
    CHECK(mentions.sources == 4);
    REQUIRE(mentions.first.size() == 4);
    CHECK(mentions.first[0].name == "Ledger");
    CHECK(mentions.first[0].article->title == "First");
    CHECK(mentions.first[1].id == "wire");
    CHECK(mentions.first[1].article->title == "Early");
    CHECK(mentions.first[1].articles == 3);
    CHECK(mentions.first[1].undated == 1);
    CHECK(mentions.first[2].name.empty());
    CHECK(mentions.first[2].article->title == "Nobody's");
    CHECK(mentions.first[3].name == "Notes");
    CHECK_FALSE(mentions.first[3].article.has_value());

    SearchRequest narrowed = test::request_for("\"long covid\"");
    narrowed.published.from_s = parse_iso_date("2021")->utc_s;
    CHECK(searcher.first_mentions(narrowed).first[0].article->title == "Late");
    CHECK(searcher.first_mentions(test::request_for("nothingofthekind")).first.empty());
}

TEST_CASE("first mention: a file's date makes nobody the first") {
    test::TestArchive archive;
    archive.put_and_index(
        "/in/a", {{.title = "Copied",
                   .body = "long covid",
                   .key = "1",
                   .source = "Wire",
                   .published = "2001-01-01",
                   .date_source = DateSource::file},
                  {.title = "Dated", .body = "long covid", .key = "2", .source = "Wire", .published = "2020-06-12"},
                  {.title = "Only a file",
                   .body = "long covid",
                   .key = "3",
                   .source = "Ledger",
                   .published = "2002-01-01",
                   .date_source = DateSource::file}});
    Searcher searcher(archive.path());
    const FirstMentions mentions = searcher.first_mentions(test::request_for("\"long covid\""));
    REQUIRE(mentions.first.size() == 2);
    CHECK(mentions.first[0].article->title == "Dated");
    CHECK(mentions.first[0].by_file_date->title == "Copied");
    CHECK_FALSE(mentions.first[1].article.has_value());
    CHECK(mentions.first[1].by_file_date->title == "Only a file");
}
