// SPDX-License-Identifier: GPL-3.0-or-later
// A copy of an archive, made while it is in use, and the way back.
#include "tests/faults/newsroom.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <sys/stat.h>

using namespace broadsheet::test;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

Ended restored(const Newsroom& newsroom, const std::string& file, const std::string& archive) {
    return run_program({"restore", "--json", newsroom.file(file), "--archive", newsroom.file(archive)});
}

/// A tar made by another program, with these files in it.
void pack(const Newsroom& newsroom, const std::string& names) {
    const std::string command =
        "cd " + newsroom.file("hostile") + " && tar -P --zstd -cf " + newsroom.file("hostile.tar.zst") + " " + names;
    REQUIRE(std::system(command.c_str()) == 0);
}

}  // namespace

TEST_CASE("backup: what is restored has the same articles under the same ids, with and without the index") {
    Newsroom newsroom;
    newsroom.write(3);
    REQUIRE(newsroom.index().exit_code == 0);
    newsroom.write(4);
    REQUIRE(newsroom.index().exit_code == 0);
    for (const bool with_index : {false, true}) {
        std::vector<std::string> backup = {"backup", "--json", newsroom.file("b.tar.zst")};
        if (with_index) backup.emplace_back("--with-index");
        const Ended made = newsroom.run(backup);
        REQUIRE_MESSAGE(made.exit_code == 0, made.err);
        CHECK(Json::parse(made.out)["articles"] == newsroom.articles());
        CHECK(Json::parse(made.out)["index"] == with_index);
        struct stat status {};
        REQUIRE(::stat(newsroom.file("b.tar.zst").c_str(), &status) == 0);
        CHECK((status.st_mode & 0777) == 0600);
        const auto before = newsroom.ids();
        fs::remove_all(newsroom.archive());
        const Ended back = restored(newsroom, "b.tar.zst", "archive");
        REQUIRE_MESSAGE(back.exit_code == 0, back.err);
        CHECK(Json::parse(back.out)["indexRebuilt"] == !with_index);
        newsroom.require_clean();
        CHECK(newsroom.ids() == before);
        CHECK(Json::parse(newsroom.index().out)["added"] == 0);
    }
}

TEST_CASE("backup: while a server answers and the indexer writes") {
    Newsroom newsroom;
    newsroom.write(3);
    REQUIRE(newsroom.index().exit_code == 0);
    Program server({"serve", "--archive", newsroom.archive(), "--listen", "127.0.0.1:0"});
    HttpClient client(server.first_line());
    for (int round = 0; round < 3; ++round) {
        newsroom.write(4 + round);
        Program indexer({"index", "--archive", newsroom.archive(), newsroom.file("in")});
        const Ended made = newsroom.run({"backup", "--with-index", newsroom.file("b.tar.zst")});
        CHECK_MESSAGE(made.exit_code == 0, made.err);
        CHECK(indexer.wait().exit_code == 0);
        CHECK(client.get("/api/v1/search?q=bridge").status == 200);
        fs::remove_all(newsroom.file("copy"));
        const Ended back = restored(newsroom, "b.tar.zst", "copy");
        REQUIRE_MESSAGE(back.exit_code == 0, back.err);
        CHECK(run_program({"check", "--archive", newsroom.file("copy")}).exit_code == 0);
    }
    const Ended refused = newsroom.run({"restore", "--replace", newsroom.file("b.tar.zst")});
    CHECK(refused.exit_code == 1);
    CHECK(refused.err.find("being served") != std::string::npos);
    CHECK(client.get("/api/v1/search?q=bridge").status == 200);
}

TEST_CASE("restore: a damaged, cut, foreign or hostile file is refused by name and changes nothing") {
    Newsroom newsroom;
    newsroom.write(1);
    REQUIRE(newsroom.index().exit_code == 0);
    REQUIRE(newsroom.run({"backup", newsroom.file("b.tar.zst")}).exit_code == 0);
    const auto before = newsroom.ids();
    const std::string whole = read_file(newsroom.file("b.tar.zst"));
    const auto refused = [&](const std::string& bytes) {
        newsroom.folder().write("bad.tar.zst", bytes);
        const Ended fresh = restored(newsroom, "bad.tar.zst", "fresh");
        CHECK_MESSAGE(fresh.exit_code == 1, fresh.err);
        CHECK_MESSAGE(fresh.err.find("bad.tar.zst") != std::string::npos, fresh.err);
        CHECK_FALSE(fs::exists(newsroom.file("fresh")));
        CHECK(newsroom.run({"restore", "--replace", newsroom.file("bad.tar.zst")}).exit_code == 1);
    };
    for (const std::size_t share : {1, 3, 5, 7}) {
        std::string flipped = whole;
        for (std::size_t i = 0; i < 16; ++i) flipped[whole.size() * share / 8 + i] ^= '\x55';
        refused(flipped);
        refused(whole.substr(0, whole.size() * share / 8));
    }
    refused("");
    refused("These are no bytes of a backup.");
    fs::create_directories(newsroom.file("hostile"));
    newsroom.folder().write("hostile/articles.db", "nothing");
    newsroom.folder().write("outside", "mine");
    fs::create_symlink("/etc/passwd", newsroom.file("hostile/broadsheet-backup"));
    pack(newsroom, "broadsheet-backup articles.db");
    refused(read_file(newsroom.file("hostile.tar.zst")));
    fs::remove(newsroom.file("hostile/broadsheet-backup"));
    pack(newsroom, "../outside articles.db");
    refused(read_file(newsroom.file("hostile.tar.zst")));
    newsroom.folder().write("hostile/broadsheet-backup", "broadsheet-backup 1\nfile 4 1 ../outside\nhash 1\n");
    pack(newsroom, "broadsheet-backup ../outside");
    refused(read_file(newsroom.file("hostile.tar.zst")));
    CHECK(read_file(newsroom.file("outside")) == "mine");
    newsroom.require_clean();
    CHECK(newsroom.ids() == before);
}

TEST_CASE("restore: only into an empty folder, unless told to replace; never while somebody writes") {
    Newsroom newsroom;
    newsroom.write(1);
    REQUIRE(newsroom.index().exit_code == 0);
    REQUIRE(newsroom.run({"backup", newsroom.file("b.tar.zst")}).exit_code == 0);
    const Ended full = restored(newsroom, "b.tar.zst", "archive");
    CHECK(full.exit_code == 2);
    CHECK(full.err.find("--replace") != std::string::npos);
    CHECK(newsroom.run({"restore", newsroom.file("none.tar.zst")}).exit_code != 0);
    const std::string lock = "flock -n " + newsroom.archive() + "/lock sleep 5 & sleep 0.2";
    REQUIRE(std::system(lock.c_str()) == 0);
    const Ended busy = newsroom.run({"restore", "--replace", newsroom.file("b.tar.zst")});
    CHECK(busy.exit_code == 1);
    CHECK(busy.err.find("is being written") != std::string::npos);
}

TEST_CASE("backup: an unlucky name costs no file") {
    Newsroom newsroom;
    newsroom.write(1);
    REQUIRE(newsroom.index().exit_code == 0);
    newsroom.folder().write("letter.txt", "Dear reader");
    CHECK(newsroom.run({"backup", newsroom.file("letter.txt")}).exit_code == 2);
    CHECK(read_file(newsroom.file("letter.txt")) == "Dear reader");
    CHECK(newsroom.run({"backup", newsroom.archive() + "/b.tar.zst"}).exit_code == 2);
    CHECK(newsroom.run({"backup", newsroom.file("nowhere/b.tar.zst")}).exit_code == 2);
    CHECK(run_program({"backup", newsroom.file("b.tar.zst"), "--archive", newsroom.file("none")}).exit_code == 1);
    CHECK_FALSE(fs::exists(newsroom.file("b.tar.zst")));
}
