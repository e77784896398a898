// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/shelf/saved_searches.h"

#include "engine/error.h"
#include "tests/support/temp_dir.h"

#include <doctest/doctest.h>

#include <set>
#include <thread>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace broadsheet;

TEST_CASE("saved searches: what is added, changed and removed is there for the next to open the file") {
    const test::TempDir folder;
    SavedSearches searches(folder.path());
    CHECK(searches.all().empty());
    CHECK_FALSE(std::filesystem::exists(folder / "searches.db"));

    const auto first = searches.add("Long covid", "q=%22long+covid%22&sources=reuters", 1000, {7});
    const auto second = searches.add("<b>'; DROP TABLE search; --", "q=x", 1001, {8});
    REQUIRE(first);
    REQUIRE(second);
    CHECK(first->id != second->id);

    const auto all = SavedSearches(folder.path()).all();
    REQUIRE(all.size() == 2);
    CHECK(all[0].name == "<b>'; DROP TABLE search; --");
    CHECK(all[1].query == "q=%22long+covid%22&sources=reuters");
    CHECK(all[1].created_s == 1000);
    CHECK(all[1].seen_s == 1000);
    CHECK(all[1].seen_article == ArticleId{7});

    const auto seen = searches.change(first->id, {.seen_article = ArticleId{20}}, 2000);
    REQUIRE(seen);
    CHECK(seen->seen_s == 2000);
    CHECK(seen->name == "Long covid");
    const auto renamed = searches.change(first->id, {.name = "Covid"}, 3000);
    REQUIRE(renamed);
    CHECK(renamed->seen_s == 2000);
    CHECK(searches.find(first->id)->name == "Covid");
    CHECK_FALSE(searches.change(99, {.name = "nobody"}, 1).has_value());

    CHECK(searches.remove(second->id));
    CHECK_FALSE(searches.remove(second->id));
    CHECK_FALSE(searches.find(second->id).has_value());
    CHECK(searches.add("third", "", 1, {})->id > second->id);
}

TEST_CASE("saved searches: there is an end to them") {
    const test::TempDir folder;
    SavedSearches searches(folder.path());
    searches.add("first", "", 1, {});
    {
        sqlite::Connection connection(folder / "searches.db", sqlite::Connection::Mode::read_write_create);
        connection.execute(
            "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 998) INSERT INTO search (name, "
            "query, created_s, seen_s, seen_article) SELECT 'many', '', 1, 1, 0 FROM n");
    }
    CHECK(searches.add("the last", "", 1, {}).has_value());
    CHECK_FALSE(searches.add("one too many", "", 1, {}).has_value());
    CHECK(searches.all().size() == saved_searches_max);
}

TEST_CASE("saved searches: a file of a newer version and one that is none are refused, not overwritten") {
    const test::TempDir folder;
    SavedSearches searches(folder.path());
    searches.add("first", "", 1, {});
    sqlite::Connection(folder / "searches.db", sqlite::Connection::Mode::read_write_create)
        .execute("PRAGMA user_version = 99");
    CHECK_THROWS_AS(searches.all(), Error);
    CHECK_THROWS_AS(searches.add("second", "", 1, {}), Error);

    const test::TempDir other;
    other.write("searches.db", std::string(5000, 'x'));
    CHECK_THROWS_AS(SavedSearches(other.path()).all(), Error);
    CHECK_THROWS_AS(SavedSearches(other.path()).add("x", "", 1, {}), Error);
    CHECK(test::read_file(other / "searches.db") == std::string(5000, 'x'));
}

TEST_CASE("saved searches: a folder that can't be written says so") {
    SavedSearches searches("/proc/nowhere");
    CHECK(searches.all().empty());
    try {
        searches.add("first", "", 1, {});
        FAIL("stored in a folder that isn't there");
    } catch (const Error& error) {
        CHECK(std::string(error.what()).find("can't be stored") != std::string::npos);
    }
}

TEST_CASE("saved searches: two servers with many threads lose nothing") {
    const test::TempDir folder;
    SavedSearches here(folder.path()), there(folder.path());
    constexpr int threads = 6, each = 10;
    std::vector<std::jthread> writers;
    std::atomic<int> failed = 0;
    for (int thread = 0; thread < threads; ++thread) {
        writers.emplace_back([&, thread] {
            SavedSearches& own = thread % 2 == 0 ? here : there;
            for (int i = 0; i < each; ++i) {
                try {
                    const auto added = own.add(std::to_string(thread) + "." + std::to_string(i), "q=x", 1, {});
                    if (!added || own.all().empty()) ++failed;
                } catch (const Error& error) {
                    MESSAGE(error.what());
                    ++failed;
                }
            }
        });
    }
    writers.clear();
    CHECK(failed == 0);
    std::set<std::string> names;
    for (const auto& search : here.all()) names.insert(search.name);
    CHECK(names.size() == threads * each);
}

namespace {

/// Adds searches until it is killed; writes a byte for each that has been acknowledged.
[[noreturn]] void add_for_ever(const std::filesystem::path& folder, int acknowledgements) {
    SavedSearches searches(folder);
    for (int i = 0;; ++i) {
        const auto added = searches.add("search", "q=x", i, {});
        if (!added || ::write(acknowledgements, "x", 1) != 1) ::_exit(1);
    }
}

}  // namespace

TEST_CASE("saved searches: kill -9 at any moment keeps every acknowledged one") {
    const test::TempDir folder;
    constexpr int kills = 10;
    std::size_t acknowledged = 0;
    for (int kill = 0; kill < kills; ++kill) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        const pid_t child = ::fork();
        if (child == 0) add_for_ever(folder.path(), ends[1]);
        ::close(ends[1]);
        char byte = 0;
        for (int i = 0; i <= kill; ++i) acknowledged += ::read(ends[0], &byte, 1) == 1;
        ::kill(child, SIGKILL);
        while (::read(ends[0], &byte, 1) == 1) ++acknowledged;
        ::close(ends[0]);
        int status = 0;
        ::waitpid(child, &status, 0);
        CHECK(WIFSIGNALED(status));
    }
    const std::size_t kept = SavedSearches(folder.path()).all().size();
    CHECK(acknowledged >= kills);
    CHECK(kept >= acknowledged);
    CHECK(kept <= acknowledged + kills);  // what was committed but not yet told
}
