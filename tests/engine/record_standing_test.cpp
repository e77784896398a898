// SPDX-License-Identifier: GPL-3.0-or-later
// Articles that somebody takes down, articles that are posted, and the upgrade of records that know neither.
#include "engine/error.h"
#include "engine/record/sqlite.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_archive.h"

#include <doctest/doctest.h>

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

const std::vector<Story> two = {{.title = "Ferries", .body = "The ferries are back.", .key = "f"},
                                {.title = "Trams", .body = "The trams are late.", .key = "t"}};

ArticleId id_of(TestArchive& archive, const std::string& title) {
    return {archive.ids_by_title().at(title)};
}

/// Takes it down, or brings it back, and lets the index follow.
Standing change(TestArchive& archive, ArticleId id, Standing (RecordWriter::*how)(ArticleId)) {
    archive.writer().begin();
    const Standing standing = (archive.writer().*how)(id);
    archive.writer().commit();
    archive.catch_up();
    return standing;
}

std::vector<std::string> found(TestArchive& archive, const std::string& query) {
    return titles_of(Searcher(archive.path()).search(request_for(query)));
}

/// Posts articles in one request and commits.
std::vector<PutOutcome> post(TestArchive& archive, std::int64_t request, const std::vector<Story>& stories) {
    RecordWriter& writer = archive.writer();
    std::vector<PutOutcome> outcomes;
    writer.begin();
    const std::int64_t file = writer.start_posted(request);
    for (const Story& story : stories) {
        PreparedArticle prepared = prepare(make(story), inbox_file_name, "");
        if (story.key.empty()) prepared.identity = identity_by_content(prepared);
        outcomes.push_back(writer.put(prepared, file, -request));
    }
    writer.end_posted(file);
    writer.commit();
    return outcomes;
}

/// The record of an archive of schema version 2, with its lock's folder.
struct OldArchive {
    OldArchive() {
        sqlite::Connection record(record_file(path()), sqlite::Connection::Mode::read_write_create);
        record.execute(read_file(BROADSHEET_SOURCE_DIR "/tests/engine/record_2.sql"));
    }
    std::filesystem::path path() const { return folder.path(); }
    std::int64_t number(const std::string& query) const {
        return sqlite::Connection(record_file(path()), sqlite::Connection::Mode::read_write_create).number(query);
    }
    void execute(const std::string& sql) const {
        sqlite::Connection(record_file(path()), sqlite::Connection::Mode::read_write_create).execute(sql);
    }
    TempDir folder;
};

}  // namespace

TEST_CASE("taken down: an article stays away, whatever its file says, until it is brought back") {
    TestArchive archive;
    archive.put_and_index("/in/a.json", two);
    const ArticleId ferries = id_of(archive, "Ferries");
    CHECK(change(archive, ferries, &RecordWriter::take_down) == Standing::shown);
    CHECK(found(archive, "ferries").empty());
    CHECK(found(archive, "trams") == std::vector<std::string>{"Trams"});
    CHECK(archive.record().figures().articles == 1);
    CHECK(archive.faults() == "");

    // Read again, changed, and gone with its file and back: nothing brings it back, and nothing counts as a change.
    using Outcomes = std::vector<PutOutcome>;
    CHECK(archive.put_file("/in/a.json", two) == Outcomes{PutOutcome::unchanged, PutOutcome::unchanged});
    std::vector<Story> changed = two;
    changed[0].body = "The ferries are faster.";
    CHECK(archive.put_file("/in/a.json", changed) == Outcomes{PutOutcome::unchanged, PutOutcome::unchanged});
    CHECK(archive.remove_file("/in/a.json") == 1);
    CHECK(archive.put_file("/in/b.json", {changed[0]}) == Outcomes{PutOutcome::added});  // its key is of another file
    CHECK(archive.put_file("/in/a.json", changed) == Outcomes{PutOutcome::unchanged, PutOutcome::added});
    archive.remove_file("/in/b.json");
    archive.catch_up();
    CHECK(found(archive, "ferries").empty());
    CHECK(change(archive, ferries, &RecordWriter::take_down) == Standing::taken_down);
    CHECK(standing_of(archive.path(), ferries) == Standing::taken_down);
    CHECK(archive.record().articles(std::span(&ferries, 1)).at(0).removed);
    archive.indexer().rebuild(archive.record());
    CHECK(found(archive, "ferries").empty());
    CHECK(archive.faults() == "");

    CHECK(change(archive, ferries, &RecordWriter::bring_back) == Standing::shown);
    CHECK(found(archive, "faster") == std::vector<std::string>{"Ferries"});
    CHECK(id_of(archive, "Ferries") == ferries);
    CHECK(archive.faults() == "");
}

TEST_CASE("taken down: what no file holds is brought back with its file, unknown ids are told") {
    TestArchive archive;
    archive.put_and_index("/in/a.json", two);
    const ArticleId ferries = id_of(archive, "Ferries");
    change(archive, ferries, &RecordWriter::take_down);
    CHECK(archive.put_file("/in/a.json", {two[1]}) == std::vector<PutOutcome>{PutOutcome::unchanged});
    CHECK(change(archive, ferries, &RecordWriter::bring_back) == Standing::unheld);
    CHECK(found(archive, "ferries").empty());
    CHECK(archive.put_file("/in/a.json", two) == std::vector<PutOutcome>{PutOutcome::added, PutOutcome::unchanged});
    archive.catch_up();
    CHECK(id_of(archive, "Ferries") == ferries);
    CHECK(change(archive, {99}, &RecordWriter::take_down) == Standing::unknown);
    CHECK(change(archive, {99}, &RecordWriter::bring_back) == Standing::unknown);
}

TEST_CASE("posted: the same again is unchanged, another text under a key is an update, and nothing vanishes") {
    TestArchive archive;
    using Outcomes = std::vector<PutOutcome>;
    const Story keyless = {.title = "Bridge", .body = "The bridge is open."};
    CHECK(post(archive, 1001, {keyless, two[0]}) == Outcomes{PutOutcome::added, PutOutcome::added});
    const ArticleId ferries = archive.writer().last_put();
    CHECK(post(archive, 1002, {two[0], keyless}) == Outcomes{PutOutcome::unchanged, PutOutcome::unchanged});
    Story changed = two[0];
    changed.body = "The ferries are faster.";
    CHECK(post(archive, 1003, {changed}) == Outcomes{PutOutcome::updated});
    CHECK(archive.writer().last_put() == ferries);
    Story other = keyless;
    other.body = "The bridge is shut.";
    CHECK(post(archive, 1004, {other}) == Outcomes{PutOutcome::added});
    archive.catch_up();
    CHECK(archive.ids_by_title().size() == 2);  // two of one title
    CHECK(archive.record().figures().articles == 3);
    CHECK(found(archive, "faster") == std::vector<std::string>{"Ferries"});
    CHECK(archive.writer().files_to_read_again().empty());
    CHECK(archive.faults() == "");
}

TEST_CASE("upgrade: a record of version 2 is upgraded without any of its files being read again") {
    const OldArchive old;
    CHECK_THROWS_WITH_AS(RecordReader(old.path()), doctest::Contains("version 2"), Error);
    const ArchiveLock lock(old.path());
    RecordWriter writer(lock);
    CHECK(old.number("PRAGMA user_version") == 3);
    CHECK(old.number("SELECT count(*) FROM file WHERE size_bytes < 0") == 0);
    RecordReader record(old.path());
    CHECK(record.archive_id() == "00112233445566778899aabbccddeeff");
    const RecordFigures figures = record.figures();
    CHECK(figures.articles == 4);
    CHECK(figures.removed == 1);
    const ArticleId ids[] = {ArticleId{4}};
    CHECK(record.articles(ids).at(0).body == "Crews of the ferry went on strike on Tuesday over pay and hours.");
    writer.begin();
    CHECK(writer.take_down({2}) == Standing::unheld);
    CHECK(writer.take_down({4}) == Standing::shown);
    writer.commit();
    CHECK(record.figures().articles == 3);
    CHECK(record.integrity_errors().empty());
}

TEST_CASE("upgrade: one that is interrupted changes nothing, and is made again") {
    TempDir folder;
    const auto file = record_file(folder.path());
    const auto execute = [&](const std::string& sql) {
        sqlite::Connection(file, sqlite::Connection::Mode::read_write_create).execute(sql);
    };
    execute(read_file(BROADSHEET_SOURCE_DIR "/tests/engine/record_1.sql"));
    execute("CREATE TABLE grouping (obstacle TEXT)");  // what the upgrade makes near its end
    const ArchiveLock lock(folder.path());
    CHECK_THROWS_AS(RecordWriter{lock}, Error);
    const sqlite::Connection record(file, sqlite::Connection::Mode::read_write_create);
    CHECK(record.number("PRAGMA user_version") == 1);
    CHECK(record.number("SELECT count(*) FROM pragma_table_info('article') WHERE name = 'revision'") == 0);
    execute("DROP TABLE grouping");
    const RecordWriter writer(lock);
    CHECK(record.number("PRAGMA user_version") == 3);
    CHECK(record.number("SELECT count(*) FROM file WHERE size_bytes = -1") == 1);
    CHECK(RecordReader(folder.path()).figures().articles == 1);
}

TEST_CASE("upgrade: a record of a newer version is refused and left alone") {
    const OldArchive old;
    old.execute("PRAGMA user_version = 4");
    const ArchiveLock lock(old.path());
    CHECK_THROWS_WITH_AS(RecordWriter{lock}, doctest::Contains("or a newer one"), Error);
    CHECK_THROWS_WITH_AS(RecordReader(old.path()), doctest::Contains("version 4"), Error);
    CHECK(old.number("PRAGMA user_version") == 4);
}
