// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/error.h"
#include "engine/record/sqlite.h"
#include "tests/support/test_archive.h"

#include <doctest/doctest.h>

#include <functional>
#include <span>

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

using Outcomes = std::vector<PutOutcome>;

StoredArticle article_titled(TestArchive& archive, const std::string& title) {
    const ArticleId id{archive.ids_by_title().at(title)};
    return archive.record().articles(std::span(&id, 1)).at(0);
}

std::string message_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

}  // namespace

TEST_CASE("record: what only seemed to be known is recorded whole") {
    TestArchive archive;
    const Article given = make({.title = "Ferries", .body = "The ferries are back.", .key = "k-2"});
    const std::int64_t hash = prepare(given, "/in/b.json", "").content_hash;
    const PreparedArticle seeming = prepare(given, "/in/b.json", "", std::span(&hash, 1));
    CHECK_FALSE(seeming.is_complete());
    archive.writer().begin();
    const auto run = archive.writer().start_run(5);
    const auto file = archive.writer().start_file("/in/b.json", 20);
    CHECK(archive.writer().put(seeming, file, run) == PutOutcome::added);
    CHECK(archive.writer().put(seeming, file, run) == PutOutcome::unchanged);
    archive.writer().commit();
    const StoredArticle stored = article_titled(archive, "Ferries");
    CHECK(stored.body == given.body);
    CHECK(archive.record().fingerprint_bytes(stored.id) == prepare(given, "/in/b.json", "").fingerprint);
}

TEST_CASE("record: every field comes back as it was given") {
    TestArchive archive;
    Article given = make({.title = "Tram’s return",
                          .body = "Zürich.\n\nSecond paragraph.",
                          .key = "k-1",
                          .url = "https://example.org/tram",
                          .source = "Le Courrier du Lac",
                          .section = "Local",
                          .language = "fr",
                          .published = "2025-01-28T09:30:15+02:00",
                          .authors = {"Mei Tan", "Seán O'Brien"},
                          .tags = {"tram", "rail"}});
    given.subtitle = "A deck";
    given.agency = "Harbour Wire";
    given.place = "GENEVA";
    given.modified = *parse_iso_date("2025-02");
    given.seen = *parse_iso_date("2025-03-01");
    archive.writer().begin();
    const auto run = archive.writer().start_run(5);
    const auto file = archive.writer().start_file("/in/a.json");
    CHECK(archive.writer().put(prepare(given, "/in/a.json", "line 3"), file, run) == PutOutcome::added);
    archive.writer().finish_file({file, "/in/a.json", 10, 20, 30, 1, 0, "json"}, run);
    archive.writer().commit();

    const StoredArticle stored = article_titled(archive, "Tram’s return");
    CHECK(stored.key == given.key);
    CHECK(stored.url == given.url);
    CHECK(stored.subtitle == given.subtitle);
    CHECK(stored.authors == given.authors);
    CHECK(stored.source == given.source);
    CHECK(stored.source_id == "le-courrier-du-lac");
    CHECK(stored.agency == given.agency);
    CHECK(stored.section == given.section);
    CHECK(stored.tags == given.tags);
    CHECK(stored.language == given.language);
    CHECK(stored.place == given.place);
    CHECK(stored.published == given.published);
    CHECK(stored.modified == given.modified);
    CHECK(stored.seen == given.seen);
    CHECK(stored.body == given.body);
    CHECK(stored.provenance.path == "/in/a.json");
    CHECK(stored.provenance.location == "line 3");
    CHECK(stored.provenance.format == "json");
    const auto row = archive.record().file("/in/a.json");
    REQUIRE(row);
    CHECK(row->size_bytes == 10);
    CHECK(row->modified_ns == 20);
    CHECK(row->inode == 30);
    CHECK(row->articles == 1);
}

TEST_CASE("record: an article keeps its id when it is changed, untouched, removed and restored") {
    TestArchive archive;
    const Story first{.title = "First", .key = "1"}, second{.title = "Second", .key = "2"};
    CHECK(archive.put_file("/in/f", {first, second}) == Outcomes{PutOutcome::added, PutOutcome::added});
    const auto ids = archive.ids_by_title();
    const Sequence before = archive.record().last_sequence();
    CHECK(archive.put_file("/in/f", {first, second}) == Outcomes{PutOutcome::unchanged, PutOutcome::unchanged});
    CHECK(archive.record().last_sequence() == before);

    CHECK(archive.put_file("/in/f", {{.title = "First again", .key = "1"}, second}) ==
          Outcomes{PutOutcome::updated, PutOutcome::unchanged});
    CHECK(archive.ids_by_title().at("First again") == ids.at("First"));

    archive.put_file("/in/f", {second});
    CHECK(archive.ids_by_title().size() == 1);
    CHECK(archive.record().figures().removed == 1);
    CHECK(archive.put_file("/in/f", {{.title = "First", .key = "1"}, second}) ==
          Outcomes{PutOutcome::added, PutOutcome::unchanged});
    CHECK(archive.ids_by_title() == ids);

    CHECK(archive.remove_file("/in/f") == 2);
    CHECK(archive.put_file("/in/f", {{.title = "Third", .key = "3"}}) == Outcomes{PutOutcome::added});
    CHECK(archive.ids_by_title().at("Third") > ids.at("Second"));
}

TEST_CASE("record: every change takes the next sequence number, and changes are visited in that order") {
    TestArchive archive;
    archive.put_file("/in/f", {{.title = "A", .key = "a"}, {.title = "B", .key = "b"}, {.title = "C", .key = "c"}});
    archive.put_file("/in/f", {{.title = "A2", .key = "a"}, {.title = "C", .key = "c"}});
    const auto seen = [&](Sequence after, Sequence until, std::size_t limit) {
        std::vector<std::string> titles;
        Sequence last = after;
        for (const StoredArticle& article : archive.record().changes(after, until, limit)) {
            CHECK(article.sequence > last);
            last = article.sequence;
            titles.push_back(article.title + (article.removed ? " removed" : ""));
        }
        return titles;
    };
    using Titles = std::vector<std::string>;
    CHECK(seen(0, 100, 100) == Titles{"C", "A2", "B removed"});
    CHECK(seen(3, 100, 1) == Titles{"A2"});
    CHECK(seen(0, 4, 100) == Titles{"C", "A2"});
    CHECK(seen(5, 100, 100).empty());
}

TEST_CASE("record: an article that two files hold stays until the last of them drops it") {
    TestArchive archive;
    const Story story{.title = "Shared", .url = "https://example.org/shared"};
    CHECK(archive.put_file("/in/one", {story}) == Outcomes{PutOutcome::added});
    CHECK(archive.put_file("/in/two", {story}) == Outcomes{PutOutcome::unchanged});
    const auto ids = archive.ids_by_title();
    CHECK(archive.remove_file("/in/one") == 0);
    CHECK(archive.ids_by_title() == ids);
    CHECK(archive.record().file("/in/two")->size_bytes == 1);  // it gave the same text: no need to read it again
    CHECK(archive.remove_file("/in/two") == 1);
    CHECK(archive.ids_by_title().empty());
}

TEST_CASE("record: a source's key counts within its publication, or within its file if it names none") {
    TestArchive archive;
    archive.put_file("/in/one", {{.title = "Ledger 7", .key = "7", .source = "Evening Ledger"},
                                 {.title = "Wire 7", .key = "7", .source = "Wire"}});
    archive.put_file("/in/two", {{.title = "Nameless 7", .key = "7"}});
    archive.put_file("/in/three", {{.title = "Other nameless 7", .key = "7"}});
    CHECK(archive.ids_by_title().size() == 4);
    CHECK(archive.put_file("/in/four", {{.title = "Ledger 7 corrected", .key = "7", .source = "Evening Ledger"}}) ==
          Outcomes{PutOutcome::updated});
}

TEST_CASE("record: two texts under one key in one file are both kept, and told apart again the next time") {
    TestArchive archive;
    const Story one{.title = "Morning edition", .key = "7"}, two{.title = "Evening edition", .key = "7"};
    CHECK(archive.put_file("/in/f", {one, two}) == Outcomes{PutOutcome::added, PutOutcome::added});
    const auto ids = archive.ids_by_title();
    CHECK(ids.size() == 2);
    CHECK(archive.put_file("/in/f", {one, two}) == Outcomes{PutOutcome::unchanged, PutOutcome::unchanged});
    CHECK(archive.put_file("/in/f", {one, two, two}) == Outcomes(3, PutOutcome::unchanged));
    CHECK(archive.ids_by_title() == ids);
}

TEST_CASE("record: problems are kept by place, replaced, and cleared when their file can be read") {
    TestArchive archive;
    RecordWriter& writer = archive.writer();
    writer.begin();
    writer.put_problem({"/in/bad", "line 2", "parse", "not JSON", 5});
    writer.put_problem({"/in/bad", "line 2", "parse", "still not JSON", 6});
    writer.put_problem({"/in/bad", "line 9", "parse", "no text", 6});
    writer.put_problem({"/in/other", "", "open", "is empty", 6});
    writer.commit();
    auto problems = archive.record().problems(10);
    REQUIRE(problems.size() == 3);
    CHECK(problems[0].location == "line 2");
    CHECK(problems[0].reason == "still not JSON");
    CHECK(problems[0].seen_s == 6);
    CHECK(archive.record().problems(1).size() == 1);
    CHECK(archive.record().figures().problems == 3);

    archive.put_file("/in/bad", {{.title = "Mended"}});
    problems = archive.record().problems(10);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].path == "/in/other");
}

TEST_CASE("record: what has not been committed vanishes, what has been stays") {
    TestArchive archive;
    archive.put_file("/in/f", {{.title = "Acknowledged"}});
    archive.writer().begin();
    const auto file = archive.writer().start_file("/in/g");
    archive.writer().put(prepare(make({.title = "Unfinished"}), "/in/g", ""), file, 1);
    archive.close();  // without commit, as a killed process does

    RecordReader record(archive.path());
    std::size_t living = 0;
    record.live_ids([&living](ArticleId) { ++living; });
    CHECK(living == 1);
    CHECK_FALSE(record.file("/in/g"));
    CHECK(record.last_sequence() == 1);
}

TEST_CASE("record: a reader sees a transaction whole or not at all") {
    TestArchive archive;
    archive.writer().begin();
    const auto file = archive.writer().start_file("/in/f");
    archive.writer().put(prepare(make({.title = "Half"}), "/in/f", ""), file, 1);
    CHECK(archive.record().last_sequence() == 0);
    archive.writer().commit();
    CHECK(archive.record().last_sequence() == 1);
}

TEST_CASE("record: a second writer is refused and told why, and may come once the first has ended") {
    TestArchive archive;
    const auto lock_again = [&archive] { const ArchiveLock second(archive.path()); };
    const std::string message = message_of(lock_again);
    CHECK(message.find("`broadsheet index`") != std::string::npos);
    CHECK(message.find(archive.path().string()) != std::string::npos);
    archive.close();
    CHECK(message_of(lock_again).empty());
}

TEST_CASE("record: a schema of a newer version is refused by writer and reader") {
    TestArchive archive;
    archive.close();
    {
        sqlite::Connection connection(record_file(archive.path()), sqlite::Connection::Mode::read_write_create);
        connection.execute("PRAGMA user_version=99");
    }
    const std::string reading = message_of([&archive] { const RecordReader reader(archive.path()); });
    CHECK(reading.find("version 99") != std::string::npos);
    const std::string writing = message_of([&archive] {
        const ArchiveLock lock(archive.path());
        const RecordWriter writer(lock);
    });
    CHECK(writing.find("version 99") != std::string::npos);
    CHECK(writing.find("newer one") != std::string::npos);
}

TEST_CASE("record: no archive, an empty one and a file that is none are told apart") {
    const TempDir folder;
    CHECK(message_of([&folder] { const RecordReader reader(folder / "nowhere"); }).find("no archive at") !=
          std::string::npos);
    folder.write("samples/articles.db", "");
    CHECK(message_of([&folder] {
              const RecordReader reader(folder.path());
          }).find("there is one at " + (folder / "samples").string()) != std::string::npos);
    folder.write("text/articles.db",
                 "This is not a database, however long it goes on being text, and on, and on, and on, and on, and on.");
    const std::string message = message_of([&folder] { const RecordReader reader(folder / "text"); });
    CHECK(message.find("not a database") != std::string::npos);
    CHECK(message.find("backup") != std::string::npos);
}

TEST_CASE("record: files below a folder are those below it, not those beside it") {
    TestArchive archive;
    for (const char* path : {"/in/a", "/in/a/x", "/in/a/y/z", "/in/a-b", "/in/a.txt", "/in/b"})
        archive.put_file(path, {{.title = path}});
    std::vector<std::string> found;
    archive.record().files_below("/in/a", [&found](const FileRow& file) { found.push_back(file.path); });
    CHECK(found == std::vector<std::string>{"/in/a", "/in/a/x", "/in/a/y/z"});
}

TEST_CASE("record: a body of any content survives compression, and damage to it is named") {
    std::string noise;
    for (int i = 0; i < 100'000; ++i) noise += static_cast<char>(i * 2'654'435'761U >> 24);
    for (const std::string& body : {std::string(), std::string("x"), std::string(50'000, 'a'), noise}) {
        const std::string packed = compress_body(body);
        CHECK(decompress_body(packed, body.size()) == body);
    }
    std::string packed = compress_body(noise);
    packed.resize(packed.size() / 2);
    CHECK(message_of([&] { decompress_body(packed, noise.size()); }).find("broadsheet check") != std::string::npos);
    CHECK_THROWS_AS(decompress_body(compress_body("abc"), 4), Error);
}
