// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/token.h"
#include "engine/error.h"
#include "engine/index/check.h"
#include "engine/index/generation.h"
#include "engine/index/manifest.h"
#include "engine/record/sqlite.h"
#include "tests/support/test_archive.h"

#include <doctest/doctest.h>
#include <xapian.h>

#include <fstream>

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

void flip_bytes(const fs::path& file, std::size_t at, std::size_t count) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    std::string bytes(count, '\0');
    stream.seekg(static_cast<std::streamoff>(at));
    stream.read(bytes.data(), static_cast<std::streamsize>(count));
    for (char& byte : bytes) byte = static_cast<char>(~byte);
    stream.seekp(static_cast<std::streamoff>(at));
    stream.write(bytes.data(), static_cast<std::streamsize>(count));
    REQUIRE(stream.flush());
}

/// An archive of twelve articles in two segments, one of which has a dead document, closed.
void fill(TestArchive& archive) {
    std::vector<Story> stories;
    for (std::uint32_t i = 0; i < 12; ++i)
        stories.push_back(
            {.title = "Story " + std::to_string(i), .body = "About " + word_of(i) + ".", .key = std::to_string(i)});
    archive.put_and_index("/in/f", stories);
    stories[3].body = "Corrected " + word_of(33) + ".";
    archive.put_and_index("/in/f", stories);
    archive.close();
}

/// What the end of a run does: opens the index and lets it follow the record.
std::size_t run_indexer(const fs::path& path) {
    const ArchiveLock lock(path);
    RecordReader record(path);
    IndexWriter index(lock, record, 2);
    const std::size_t taken = index.catch_up(record);
    index.wait_for_merges();
    return taken;
}

void check_is_mended(TestArchive& archive) {
    CHECK(archive.faults() != "");
    CHECK(run_indexer(archive.path()) == 12);
    CHECK(archive.faults() == "");
    CHECK(found(archive, word_of(33)) == std::vector<std::string>{"Story 3"});
    CHECK(found(archive, word_of(3)).empty());
    CHECK(Searcher(archive.path()).search(request_for("")).total == 12);
}

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("index: what a crashed writer left is cleared away by the next") {
    TestArchive archive;
    fill(archive);
    const std::size_t files = files_in(archive.index());
    for (const char* orphan : {"000977.xapian", "000977.columns", "000001.dead-77", "manifest.new"})
        std::ofstream(archive.index() / orphan) << "left over";
    fs::create_directories(archive.index() / "build-977" / "0");
    std::ofstream(archive.index() / "build-977" / "0" / "iamglass") << "left over";
    CHECK(archive.faults() == "");  // nobody reads them
    CHECK(run_indexer(archive.path()) == 0);
    CHECK(files_in(archive.index()) == files);
    CHECK(archive.faults() == "");
}

TEST_CASE("record: one that is lost is told, not begun anew below an index that knows its articles") {
    TestArchive archive;
    fill(archive);
    SUBCASE("emptied") {
        fs::resize_file(record_file(archive.path()), 0);
    }
    SUBCASE("deleted") {
        fs::remove(record_file(archive.path()));
    }
    const ArchiveLock lock(archive.path());
    CHECK_THROWS_WITH_AS(RecordReader(archive.path()), doctest::Contains("broadsheet restore"), Error);
    CHECK_THROWS_WITH_AS(RecordWriter{lock}, doctest::Contains("broadsheet restore"), Error);
    fs::remove_all(archive.index());
    CHECK_NOTHROW(RecordWriter{lock});
}

TEST_CASE("index: one that is missing is made anew") {
    TestArchive archive;
    fill(archive);
    fs::remove_all(archive.index());
    CHECK_THROWS_WITH_AS(Searcher(archive.path()), doctest::Contains("broadsheet rebuild"), Error);
    check_is_mended(archive);
}

TEST_CASE("index: a damaged manifest is named and the index made anew") {
    TestArchive archive;
    fill(archive);
    SUBCASE("flipped bytes") {
        flip_bytes(archive.index() / "manifest", 30, 1);
    }
    SUBCASE("cut off") {
        fs::resize_file(archive.index() / "manifest", 40);
    }
    SUBCASE("empty") {
        fs::resize_file(archive.index() / "manifest", 0);
    }
    SUBCASE("another format") {
        std::ofstream(archive.index() / "manifest") << "broadsheet-index 9\nhash 0\n";
    }
    CHECK(archive.faults().find("manifest is damaged") != std::string::npos);
    check_is_mended(archive);
}

TEST_CASE("index: damaged or missing files of a segment are named and the index made anew") {
    TestArchive archive;
    fill(archive);
    const SegmentEntry entry = manifest_of(archive).segments.at(0);
    REQUIRE(entry.dead == 1);
    const fs::path columns = columns_file(archive.index(), entry.number);
    const fs::path dead = dead_file(archive.index(), entry.number, entry.dead_generation);
    SUBCASE("columns, flipped") {
        flip_bytes(columns, 100, 16);
    }
    SUBCASE("columns, cut off") {
        fs::resize_file(columns, fs::file_size(columns) - 9);
    }
    SUBCASE("columns, empty") {
        fs::resize_file(columns, 0);
    }
    SUBCASE("columns, missing") {
        fs::remove(columns);
    }
    SUBCASE("dead set, flipped") {
        flip_bytes(dead, fs::file_size(dead) / 2, 4);
    }
    SUBCASE("dead set, missing") {
        fs::remove(dead);
    }
    const fs::path tokens = tokens_file(archive.index(), entry.number);
    SUBCASE("tokens, tables flipped") {
        flip_bytes(tokens, fs::file_size(tokens) - 200, 16);
    }
    SUBCASE("tokens, cut off") {
        fs::resize_file(tokens, fs::file_size(tokens) - 9);
    }
    SUBCASE("tokens, empty") {
        fs::resize_file(tokens, 0);
    }
    SUBCASE("tokens, missing") {
        fs::remove(tokens);
    }
    SUBCASE("tokens, another segment's") {
        fs::copy_file(tokens_file(archive.index(), manifest_of(archive).segments.at(1).number), tokens,
                      fs::copy_options::overwrite_existing);
    }
    const fs::path postings = database_file(archive.index(), entry.number);
    SUBCASE("postings, missing") {
        fs::remove(postings);
    }
    SUBCASE("postings, cut off") {
        fs::resize_file(postings, 1'000);
    }
    SUBCASE("postings, empty") {
        fs::resize_file(postings, 0);
    }
    SUBCASE("postings, head flipped") {
        flip_bytes(postings, 20, 40);
    }
    SUBCASE("postings, another segment's") {
        fs::copy_file(database_file(archive.index(), manifest_of(archive).segments.at(1).number), postings,
                      fs::copy_options::overwrite_existing);
    }
    CHECK(archive.faults().find("broadsheet rebuild") != std::string::npos);
    check_is_mended(archive);
}

TEST_CASE("index: damaged postings and token streams are named by check, and a rebuild mends them") {
    TestArchive archive;
    fill(archive);
    const std::uint32_t number = manifest_of(archive).segments.at(0).number;
    fs::path damaged = database_file(archive.index(), number);
    const auto size = fs::file_size(damaged);
    SUBCASE("last block") {
        flip_bytes(damaged, size - 1'500, 1'000);
    }
    SUBCASE("the middle") {
        flip_bytes(damaged, size / 2 - 500, 1'000);
    }
    SUBCASE("streams") {
        damaged = tokens_file(archive.index(), number);
        flip_bytes(damaged, 20, 40);
        CHECK(Searcher(archive.path()).search(request_for("\"about nothing\"")).total <= 12);  // read without harm
    }
    CHECK(archive.faults().find(damaged.string()) != std::string::npos);
    {
        const ArchiveLock lock(archive.path());
        RecordReader record(archive.path());
        IndexWriter index(lock, record, 2);
        index.rebuild(record);
    }
    CHECK(archive.faults() == "");
    CHECK(found(archive, word_of(33)) == std::vector<std::string>{"Story 3"});
}

TEST_CASE("index: one that doesn't fit its record is refused by readers and made anew by the writer") {
    TestArchive archive;
    fill(archive);
    Manifest manifest = manifest_of(archive);
    std::string reason;
    SUBCASE("another archive's") {
        manifest.archive_id = "0123456789abcdef";
        reason = "another archive";
    }
    SUBCASE("of another analysis") {
        manifest.analysis = analysis_version + 1;
        reason = "another version";
    }
    SUBCASE("ahead of the record") {
        manifest.sequence += 1;
        reason = "ahead of the record";
    }
    write_manifest(archive.index(), manifest);
    CHECK(archive.faults().find(reason) != std::string::npos);
    check_is_mended(archive);
    CHECK(manifest_of(archive).generation > manifest.generation);
}

TEST_CASE("index: a server answers from what it holds until a damaged index has been made anew") {
    TestArchive archive;
    fill(archive);
    Searcher searcher(archive.path());
    CHECK(searcher.search(request_for("story")).total == 12);
    flip_bytes(archive.index() / "manifest", 30, 1);
    CHECK(searcher.search(request_for("story")).total == 12);
    CHECK(searcher.overview().warning.find("rebuild") != std::string::npos);
    const ArchiveLock lock(archive.path());
    RecordReader record(archive.path());
    IndexWriter index(lock, record, 2);
    CHECK(searcher.search(request_for("story")).total == 12);
    const std::uint64_t before = searcher.index_state().generation;
    CHECK(index.catch_up(record) == 12);
    CHECK(searcher.search(request_for("story")).total == 12);
    CHECK(searcher.index_state().generation > before);
    CHECK(searcher.overview().warning.empty());
}

TEST_CASE("index: a server notices that the index folder was deleted and made anew with the same segment numbers") {
    TestArchive archive;
    archive.put_file("/in/f", {{.title = "Before", .body = "pelican", .key = "1"}});
    archive.catch_up();
    Searcher searcher(archive.path());
    CHECK(searcher.search(request_for("pelican")).total == 1);
    const std::uint64_t before = searcher.index_state().generation;
    archive.close_index();
    fs::remove_all(archive.index());
    archive.put_file("/in/f", {{.title = "After", .body = "cormorant", .key = "1"}});
    archive.catch_up();
    CHECK(searcher.search(request_for("pelican")).total == 0);
    CHECK(titles_of(searcher.search(request_for("cormorant"))) == std::vector<std::string>{"After"});
    CHECK(searcher.index_state().generation > before);  // or caches would take one for the other
}

TEST_CASE("check: tells a lag apart from a fault, and an article that one store lacks") {
    TestArchive archive;
    archive.put_and_index("/in/f", {{.title = "One", .key = "1"}, {.title = "Two", .key = "2"}});
    archive.put_file("/in/g", {{.title = "Three"}});
    CheckResult result = check_archive(archive.path());
    CHECK(result.faults.empty());
    CHECK(result.lag == 1);
    CHECK(result.articles == 3);
    CHECK(result.indexed == 2);
    archive.catch_up();
    archive.close();
    {
        sqlite::Connection connection(record_file(archive.path()), sqlite::Connection::Mode::read_write_create);
        connection.execute("UPDATE article SET removed = 1 WHERE id = 2");  // behind the index's back
    }
    result = check_archive(archive.path());
    REQUIRE(result.faults.size() == 1);
    CHECK(result.faults[0].find("in the index but not in the record: 2") != std::string::npos);
    {
        sqlite::Connection connection(record_file(archive.path()), sqlite::Connection::Mode::read_write_create);
        connection.execute("UPDATE article SET removed = 0");
    }
    Manifest manifest = manifest_of(archive);
    manifest.segments.pop_back();
    write_manifest(archive.index(), manifest);
    CHECK(archive.faults().find("are not in the index: 3") != std::string::npos);
}
