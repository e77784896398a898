// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest/ingest.h"
#include "engine/error.h"
#include "engine/index/check.h"
#include "engine/search/searcher.h"
#include "indexer/input/source_file.h"
#include "tests/support/test_archive.h"

#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <map>
#include <set>

#include <sys/stat.h>
#include <unistd.h>

using namespace broadsheet;
using namespace broadsheet::test;
namespace fs = std::filesystem;

namespace {

std::string text_of(const std::string& title, const std::string& body) {
    return title + "\n\n" + body + "\n";
}

/// A folder of files and the archive made of it.
class Newsstand {
public:
    fs::path in() const { return folder_ / "in"; }
    fs::path archive() const { return folder_ / "archive"; }

    fs::path write(const std::string& name, const std::string& bytes) {
        const fs::path file = folder_.write("in/" + name, bytes);
        later(file);
        return file;
    }
    void remove(const std::string& name) const { REQUIRE(fs::remove(in() / name)); }
    /// Gives a file a time of change that it didn't have, as time passing would.
    void later(const fs::path& file) {
        fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(++changes_));
    }

    IngestOptions options() const {
        IngestOptions options;
        options.paths = {in()};
        options.now_s = 1'750'000'000;
        return options;
    }
    IngestResult run(const IngestOptions& options) {
        IngestResult result = ingest(archive(), options);
        if (options.dry_run) return result;
        const CheckResult check = check_archive(archive());
        CHECK(check.faults.empty());
        CHECK(check.lag == 0);
        return result;
    }
    IngestResult run() { return run(options()); }
    IngestResult run_with(bool prune, bool dry_run) {
        IngestOptions given = options();
        given.prune = prune;
        given.dry_run = dry_run;
        return run(given);
    }

    std::vector<std::string> found(const std::string& text) {
        return titles_of(Searcher(archive()).search(request_for(text)));
    }
    std::uint64_t total() { return Searcher(archive()).search(request_for("")).total; }
    std::vector<Problem> problems() { return RecordReader(archive()).problems(100); }

    void fill(int count) {
        for (int i = 0; i < count; ++i)
            write("story-" + std::to_string(i) + ".txt",
                  text_of("Story " + std::to_string(i),
                          "It was about " + word_of(static_cast<std::uint32_t>(i)) + ", they said."));
    }

private:
    TempDir folder_;
    int changes_ = 0;
};

struct Figures {
    std::int64_t scanned, added, updated, unchanged, removed, rejected;
    friend bool operator==(const Figures&, const Figures&) = default;
};

std::ostream& operator<<(std::ostream& out, const Figures& f) {
    return out << f.scanned << " scanned, +" << f.added << " ~" << f.updated << " =" << f.unchanged << " -" << f.removed
               << " !" << f.rejected;
}

Figures figures_of(const IngestResult& result) {
    const Run& run = result.figures;
    return {run.scanned, run.added, run.updated, run.unchanged, run.removed, run.rejected};
}

}  // namespace

TEST_CASE("ingest: new, changed, removed and untouched articles are told apart") {
    Newsstand stand;
    stand.fill(8);
    CHECK(figures_of(stand.run()) == Figures{8, 8, 0, 0, 0, 0});
    CHECK(figures_of(stand.run()) == Figures{8, 0, 0, 8, 0, 0});

    stand.write("story-1.txt", text_of("Story 1", "Corrected: it was a heron."));
    stand.write("deeper/new.txt", text_of("New", "A pelican came."));
    stand.remove("story-2.txt");
    CHECK(figures_of(stand.run()) == Figures{8, 1, 1, 6, 1, 0});
    CHECK(stand.found("heron") == std::vector<std::string>{"Story 1"});
    CHECK(stand.found("pelican") == std::vector<std::string>{"New"});
    CHECK(stand.found(word_of(1)).empty());
    CHECK(stand.found(word_of(2)).empty());
    CHECK(stand.total() == 8);
}

TEST_CASE("ingest: a run with nothing to do makes no new generation") {
    Newsstand stand;
    stand.fill(3);
    const std::uint64_t generation = stand.run().generation;
    CHECK(generation > 0);
    CHECK(stand.run().generation == generation);
}

TEST_CASE("ingest: a file that was only touched is read again and found unchanged") {
    Newsstand stand;
    stand.fill(3);
    stand.run();
    stand.later(stand.in() / "story-1.txt");
    const IngestResult result = stand.run();
    CHECK(figures_of(result) == Figures{3, 0, 0, 3, 0, 0});
    CHECK(result.bytes == fs::file_size(stand.in() / "story-1.txt"));
    CHECK(stand.run().bytes == 0);
}

TEST_CASE("ingest: a renamed file's articles are held once and keep their ids") {
    Newsstand stand;
    stand.fill(8);
    stand.write("a.jsonl", R"({"url":"https://example.org/1","title":"Addressed","text":"By its address."})"
                           "\n");
    stand.run();
    const auto id = Searcher(stand.archive()).search(request_for("addressed")).hits.at(0).article.id;
    fs::rename(stand.in() / "a.jsonl", stand.in() / "b.jsonl");
    CHECK(figures_of(stand.run()) == Figures{9, 0, 0, 9, 0, 0});
    const SearchReply reply = Searcher(stand.archive()).search(request_for("addressed"));
    REQUIRE(reply.total == 1);
    CHECK(reply.hits[0].article.id == id);
    CHECK(Searcher(stand.archive()).article(id)->provenance.path.ends_with("b.jsonl"));

    fs::rename(stand.in() / "story-1.txt", stand.in() / "renamed.txt");
    const auto known = Searcher(stand.archive()).search(request_for(word_of(1))).hits.at(0).article.id;
    CHECK(figures_of(stand.run()) == Figures{9, 0, 0, 9, 0, 0});
    CHECK(stand.found(word_of(1)) == std::vector<std::string>{"Story 1"});
    CHECK(Searcher(stand.archive()).search(request_for(word_of(1))).hits.at(0).article.id == known);
}

TEST_CASE("ingest: articles inside a file come, change and go one by one") {
    Newsstand stand;
    const auto line = [](int key, const std::string& text) {
        return R"({"id":")" + std::to_string(key) + R"(","title":"Line )" + std::to_string(key) + R"(","text":")" +
               text + "\"}\n";
    };
    stand.write("a.jsonl", line(1, "one apple") + line(2, "two bananas") + line(3, "three cherries"));
    CHECK(figures_of(stand.run()) == Figures{1, 3, 0, 0, 0, 0});
    stand.write("a.jsonl", line(4, "four dates") + line(3, "three cherries") + line(1, "one apricot"));
    CHECK(figures_of(stand.run()) == Figures{1, 1, 1, 1, 1, 0});
    CHECK(stand.found("bananas").empty());
    CHECK(stand.found("apricot") == std::vector<std::string>{"Line 1"});
    CHECK(stand.found("dates") == std::vector<std::string>{"Line 4"});
}

TEST_CASE("ingest: an emptied folder, or a fifth of the files gone, keeps its articles unless pruning is asked for") {
    Newsstand stand;
    stand.fill(10);
    stand.run();
    SUBCASE("emptied") {
        fs::remove_all(stand.in());
        fs::create_directory(stand.in());
    }
    SUBCASE("gone altogether") {
        fs::remove_all(stand.in());
    }
    SUBCASE("three of ten") {
        for (const char* name : {"story-1.txt", "story-2.txt", "story-3.txt"}) stand.remove(name);
    }
    const IngestResult kept = stand.run();
    CHECK(kept.figures.removed == 0);
    REQUIRE(kept.notices.size() == 1);
    CHECK(kept.notices[0].find("--prune") != std::string::npos);
    CHECK(stand.total() == 10);

    const bool some = fs::exists(stand.in()) && !fs::is_empty(stand.in());
    const IngestResult pruned = stand.run_with(true, false);
    CHECK(pruned.notices.empty());
    CHECK(pruned.figures.removed == (some ? 3 : 10));
    CHECK(stand.total() == (some ? 7U : 0U));
}

TEST_CASE("ingest: one file may go, and a fifth of many") {
    Newsstand stand;
    stand.fill(10);
    stand.run();
    stand.remove("story-1.txt");
    stand.remove("story-2.txt");
    CHECK(stand.run().figures.removed == 2);
    Newsstand small;
    small.fill(2);
    small.run();
    small.remove("story-1.txt");
    CHECK(small.run().figures.removed == 1);
}

TEST_CASE("ingest: what may go by itself") {
    CHECK(removal_is_plausible(100, 20));
    CHECK_FALSE(removal_is_plausible(100, 21));
    CHECK(removal_is_plausible(2, 1));
    CHECK_FALSE(removal_is_plausible(1, 1));
    CHECK_FALSE(removal_is_plausible(3, 3));
    CHECK_FALSE(removal_is_plausible(4, 2));
}

TEST_CASE("ingest: indexing one folder leaves what came from another alone") {
    Newsstand stand;
    for (int i = 0; i < 3; ++i) {
        stand.write("a/" + std::to_string(i) + ".txt", text_of("A" + std::to_string(i), "From the first folder."));
        stand.write("a-b/" + std::to_string(i) + ".txt", text_of("B" + std::to_string(i), "From the second folder."));
    }
    stand.run();
    fs::remove_all(stand.in() / "a-b");
    IngestOptions options = stand.options();
    options.paths = {stand.in() / "a"};
    const IngestResult result = stand.run(options);
    CHECK(figures_of(result) == Figures{3, 0, 0, 3, 0, 0});
    CHECK(result.notices.empty());
    CHECK(stand.total() == 6);
}

TEST_CASE("ingest: a dry run tells what would happen and changes nothing") {
    Newsstand stand;
    stand.fill(6);
    stand.run();
    const std::uint64_t generation = check_archive(stand.archive()).generation;
    stand.write("story-1.txt", text_of("Story 1", "Corrected: it was a heron."));
    stand.write("new.txt", text_of("New", "A pelican came."));
    stand.write("noise.txt", std::string("\x00\x01\x02\x7f\x00\xff", 6));
    stand.remove("story-2.txt");
    CHECK(figures_of(stand.run_with(false, true)) == Figures{7, 1, 1, 4, 1, 1});
    CHECK(check_archive(stand.archive()).generation == generation);
    CHECK(check_archive(stand.archive()).lag == 0);
    CHECK(stand.found("pelican").empty());
    CHECK(stand.problems().empty());
    CHECK(figures_of(stand.run()) == Figures{7, 1, 1, 4, 1, 1});
}

TEST_CASE("ingest: a dry run without an archive makes none") {
    Newsstand stand;
    stand.fill(4);
    CHECK(figures_of(stand.run_with(false, true)) == Figures{4, 4, 0, 0, 0, 0});
    CHECK_FALSE(fs::exists(stand.archive()));
}

TEST_CASE("ingest: unusable files become problems with a reason, and don't stop the run") {
    Newsstand stand;
    stand.fill(3);
    std::string noise;
    for (int i = 0; i < 5'000; ++i) noise += static_cast<char>(i * 2'654'435'761U >> 24);
    stand.write("noise.bin", noise);
    stand.write("noise.txt", noise);
    stand.write("empty.txt", "");
    stand.write("broken.json", R"({"title": "never closed)");
    fs::create_symlink(stand.in() / "nowhere", stand.in() / "dangling.txt");
    const IngestResult result = stand.run();
    CHECK(result.figures.added == 3);
    CHECK(result.figures.rejected == static_cast<std::int64_t>(stand.problems().size()));
    std::set<std::string> names;
    for (const Problem& problem : stand.problems()) {
        names.insert(fs::path(problem.path).filename().string());
        CHECK(problem.reason != "");
        CHECK(problem.stage != "");
        CHECK(problem.seen_s == 1'750'000'000);
    }
    CHECK(names.contains("noise.txt"));
    CHECK(names.contains("empty.txt"));
    CHECK(names.contains("broken.json"));
    CHECK(names.contains("dangling.txt"));
    CHECK(stand.run().figures.rejected == result.figures.rejected);  // they still can't be read
}

TEST_CASE("ingest: a link out of the folders named isn't read, nor one to what is no file, unless links are followed") {
    Newsstand stand;
    stand.fill(3);
    stand.write("real.txt", "title: Inside\n\nA heron inside.\n");
    const fs::path out = stand.in().parent_path() / "out";
    fs::create_directories(out);
    std::ofstream(out / "secret.txt") << "title: Outside\n\nA secret heron.\n";
    fs::create_symlink(out / "secret.txt", stand.in() / "planted.txt");
    fs::create_symlink(stand.in() / "real.txt", stand.in() / "inner.txt");
    fs::create_symlink("/proc/self/environ", stand.in() / "environ.txt");
    fs::create_symlink("/dev/zero", stand.in() / "zero.txt");
    fs::create_directory_symlink(stand.in(), stand.in() / "loop");
    fs::create_symlink("chain.txt", stand.in() / "chain.txt");
    REQUIRE(::mkfifo((stand.in() / "pipe.txt").c_str(), 0600) == 0);
    const IngestResult result = stand.run();
    CHECK(stand.found("secret").empty());
    CHECK_FALSE(stand.found("heron").empty());
    std::map<std::string, std::string> reasons;
    for (const Problem& problem : stand.problems())
        reasons[fs::path(problem.path).filename().string()] = problem.reason;
    CHECK(reasons["planted.txt"].find("--follow-links") != std::string::npos);
    CHECK(reasons["environ.txt"].find("--follow-links") != std::string::npos);
    CHECK(reasons.contains("chain.txt"));
    CHECK_FALSE(reasons.contains("inner.txt"));

    // Whoever names the target, or follows links, gets it.
    IngestOptions options = stand.options();
    options.follow_links = true;
    ingest(stand.archive(), options);
    CHECK(stand.found("secret").size() == 1);
}

TEST_CASE("ingest: what is opened is held to what was looked at, and ends where it ended then") {
    const test::TempDir temp;
    temp.write("in/a.txt", "title: Inside\n\nA heron.\n");
    temp.write("out/b.txt", "title: Outside\n\nA secret.\n");
    const std::vector<std::string> folders = without_links({temp / "in"});
    ::close(open_source(temp / "in/a.txt", folders));
    // A folder on the way is exchanged for a link between the look and the opening.
    fs::create_directory_symlink(temp / "out", temp / "in/later");
    CHECK_THROWS_AS(open_source(temp / "in/later/b.txt", folders), Error);
    REQUIRE(::mkfifo((temp / "in/pipe.txt").c_str(), 0600) == 0);
    CHECK_THROWS_AS(open_source(temp / "in/pipe.txt", {}), Error);  // and doesn't wait for a writer
    CHECK_THROWS_AS(open_source("/dev/zero", {}), Error);
    CHECK_FALSE(is_below("/srv/news-2/a.txt", {"/srv/news"}));
    CHECK(is_below("/srv/news/a.txt", {"/srv/news"}));
    CHECK(is_below("/a.txt", {"/"}));
}

TEST_CASE("ingest: problems go when their file can be read or has gone") {
    Newsstand stand;
    stand.fill(12);
    stand.write("empty.txt", "");
    stand.write("broken.json", "{");
    fs::create_symlink(stand.in() / "nowhere", stand.in() / "dangling.txt");
    stand.run();
    CHECK(stand.problems().size() == 3);
    stand.write("broken.json", R"({"title": "Mended", "text": "Now it can be read."})");
    stand.remove("empty.txt");
    stand.remove("dangling.txt");
    CHECK(stand.run().figures.rejected == 0);
    CHECK(stand.problems().empty());
    CHECK(stand.found("mended").size() == 1);
}

TEST_CASE("ingest: a bad line of a JSONL file costs only itself") {
    Newsstand stand;
    stand.write("a.jsonl",
                "{\"title\":\"First\",\"text\":\"A good line.\"}\n{\"title\": "
                "broken\n{\"title\":\"Third\",\"text\":\"Another good line.\"}\n");
    CHECK(figures_of(stand.run()) == Figures{1, 2, 0, 0, 0, 1});
    const auto problems = stand.problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].location == "line 2");
    CHECK(problems[0].path.ends_with("a.jsonl"));
    CHECK(stand.total() == 2);
}

TEST_CASE("ingest: a path that never was is a usage error and makes no change") {
    Newsstand stand;
    stand.fill(2);
    stand.run();
    IngestOptions options = stand.options();
    options.paths = {stand.in(), stand.in() / "misspelt"};
    try {
        stand.run(options);
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::usage);
        CHECK(std::string(error.what()).find("misspelt") != std::string::npos);
    }
    CHECK(stand.total() == 2);
}

TEST_CASE("ingest: an archive that another process writes is refused") {
    Newsstand stand;
    stand.fill(1);
    const ArchiveLock lock(stand.archive());
    CHECK_THROWS_WITH_AS(ingest(stand.archive(), stand.options()), doctest::Contains("broadsheet index"), Error);
}

TEST_CASE("ingest: as many jobs as one likes give the same archive") {
    for (const unsigned jobs : {1U, 7U}) {
        Newsstand stand;
        stand.fill(60);
        IngestOptions options = stand.options();
        options.jobs = jobs;
        CHECK(figures_of(stand.run(options)) == Figures{60, 60, 0, 0, 0, 0});
        for (std::uint32_t i = 0; i < 60; i += 7)
            CHECK(stand.found(word_of(i)) == std::vector<std::string>{"Story " + std::to_string(i)});
    }
}

TEST_CASE("ingest: the figures of a run are kept, and its progress ends with them") {
    Newsstand stand;
    stand.fill(5);
    IngestOptions options = stand.options();
    IngestProgress last;
    options.progress = [&last](const IngestProgress& progress) { last = progress; };
    const IngestResult result = stand.run(options);
    CHECK(last.figures.added == 5);
    CHECK(last.files_total == 5);
    CHECK(last.bytes_done == result.bytes);
    CHECK(last.bytes_total == result.bytes);
    const auto run = RecordReader(stand.archive()).last_run();
    REQUIRE(run);
    CHECK(run->started_s == 1'750'000'000);
    CHECK(run->finished_s);
    CHECK(run->added == 5);
    CHECK(run->scanned == 5);
}
