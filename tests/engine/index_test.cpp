// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/term.h"
#include "engine/index/generation.h"
#include "engine/index/manifest.h"
#include "tests/support/generation_database.h"
#include "tests/support/test_archive.h"

#include <doctest/doctest.h>
#include <xapian.h>

#include <algorithm>

using namespace broadsheet;
using namespace broadsheet::test;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> found(TestArchive& archive, const std::string& text) {
    return titles_of(Searcher(archive.path()).search(request_for(text)));
}

Manifest manifest_of(TestArchive& archive) {
    return read_manifest(archive.index()).value();
}

}  // namespace

TEST_CASE("index: catching up publishes a generation that holds what was added, changed and removed") {
    TestArchive archive;
    archive.put_file("/in/f",
                     {{.title = "One", .body = "apple", .key = "1"}, {.title = "Two", .body = "banana", .key = "2"}});
    CHECK(archive.catch_up() == 2);
    const std::uint64_t first = archive.indexer().generation();
    CHECK(found(archive, "apple") == std::vector<std::string>{"One"});
    CHECK(archive.catch_up() == 0);
    CHECK(archive.indexer().generation() == first);

    archive.put_file("/in/f", {{.title = "One", .body = "cherry", .key = "1"}});
    CHECK(found(archive, "apple") == std::vector<std::string>{"One"});  // committed, not yet in the index
    CHECK(archive.catch_up() == 2);
    CHECK(archive.indexer().generation() == first + 1);
    CHECK(archive.indexer().covered() == archive.record().last_sequence());
    CHECK(found(archive, "apple").empty());
    CHECK(found(archive, "banana").empty());
    CHECK(found(archive, "cherry") == std::vector<std::string>{"One"});
    CHECK(manifest_of(archive).live_articles() == 1);
    CHECK(archive.faults() == "");
}

TEST_CASE("index: a removed article that comes back is found again") {
    TestArchive archive;
    const Story story{.title = "Back", .body = "boomerang", .key = "1"}, other{.title = "Other", .key = "2"};
    archive.put_and_index("/in/f", {story, other});
    archive.put_and_index("/in/f", {other});
    CHECK(found(archive, "boomerang").empty());
    archive.put_and_index("/in/f", {story, other});
    CHECK(found(archive, "boomerang") == std::vector<std::string>{"Back"});
    CHECK(archive.faults() == "");
}

TEST_CASE("index: batches end with the same answers as one piece") {
    TestArchive archive;
    std::vector<Story> stories;
    for (std::uint32_t i = 0; i < 25; ++i)
        stories.push_back({.title = "S" + std::to_string(i), .body = word_of(i), .key = std::to_string(i)});
    archive.put_file("/in/f", stories);
    CHECK(archive.catch_up(4) == 25);
    archive.close_index();
    for (std::uint32_t i = 0; i < 25; ++i)
        CHECK(found(archive, word_of(i)) == std::vector<std::string>{"S" + std::to_string(i)});
    CHECK(archive.faults() == "");
}

TEST_CASE("index: an archive whose articles have all gone answers with none") {
    TestArchive archive;
    archive.put_and_index("/in/f", {{.title = "Gone", .body = "soon"}});
    archive.remove_file("/in/f");
    CHECK(archive.catch_up() == 1);
    CHECK(archive.indexer().segment_count() == 0);
    CHECK(found(archive, "").empty());
    CHECK(archive.faults() == "");
    archive.put_and_index("/in/f", {{.title = "Gone", .body = "soon"}});
    CHECK(found(archive, "soon").size() == 1);
}

TEST_CASE("index: a rebuild gives the same answers and ids in one generation") {
    TestArchive archive;
    std::vector<Story> stories;
    for (std::uint32_t i = 0; i < 30; ++i)
        stories.push_back({.title = "S" + std::to_string(i), .body = "common " + word_of(i), .key = std::to_string(i)});
    for (std::size_t count : {30U, 20U, 25U})
        archive.put_and_index("/in/f", {stories.begin(), stories.begin() + static_cast<int>(count)});
    const auto before = Searcher(archive.path()).search(request_for("common"));
    const auto ids = archive.ids_by_title();
    const std::uint64_t generation = archive.indexer().generation();
    CHECK(archive.indexer().rebuild(archive.record()) == 30);  // tombstones are read, too
    CHECK(archive.indexer().generation() == generation + 1);
    CHECK(manifest_of(archive).segments.size() == 1);
    CHECK(manifest_of(archive).segments[0].dead == 0);
    const auto after = Searcher(archive.path()).search(request_for("common"));
    CHECK(after.total == 25);
    CHECK(after.total == before.total);
    std::vector<std::string> old_titles = titles_of(before), new_titles = titles_of(after);
    std::ranges::sort(old_titles);
    std::ranges::sort(new_titles);
    CHECK(new_titles == old_titles);
    CHECK(archive.ids_by_title() == ids);
    CHECK(archive.faults() == "");
}

TEST_CASE("index: a generation stays readable as long as it is held, though its files are deleted") {
    TestArchive archive;
    archive.put_and_index("/in/f",
                          {{.title = "Old", .body = "steadfast", .key = "1"}, {.title = "Second", .key = "2"}});
    FacetDictionary dictionary;
    const auto held = Generation::open(archive.path(), archive.record().archive_id(), nullptr, dictionary);
    archive.put_and_index("/in/f",
                          {{.title = "New", .body = "different", .key = "1"}, {.title = "Second", .key = "2"}});
    archive.indexer().compact();
    archive.indexer().compact();
    CHECK_FALSE(fs::exists(database_file(archive.index(), held->manifest().segments[0].number)));

    Xapian::Database database = open_database(*held);
    CHECK(database.get_doccount() == 2);
    CHECK(database.get_termfreq(stem_term({}, "en", "steadfast")) == 1);
    const auto& part = held->place_of(*database.postlist_begin(stem_term({}, "en", "steadfast"))).part;
    CHECK(part.segment.files->columns.ids.size() == 2);
    const auto now = Generation::open(archive.path(), archive.record().archive_id(), held.get(), dictionary);
    CHECK(open_database(*now).get_termfreq(stem_term({}, "en", "steadfast")) == 0);
    CHECK(open_database(*now).get_termfreq(stem_term({}, "en", "differ")) == 1);
}

TEST_CASE("index: generations share the segments that haven't changed") {
    TestArchive archive;
    archive.put_and_index("/in/f", {{.title = "One"}});
    FacetDictionary dictionary;
    const auto first = Generation::open(archive.path(), archive.record().archive_id(), nullptr, dictionary);
    archive.put_and_index("/in/g", {{.title = "Two"}});
    const auto second = Generation::open(archive.path(), archive.record().archive_id(), first.get(), dictionary);
    REQUIRE(second->parts().size() == 2);
    CHECK(second->parts()[0].segment.files == first->parts()[0].segment.files);
}
