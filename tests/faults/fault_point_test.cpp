// SPDX-License-Identifier: GPL-3.0-or-later
// Every fault point is really passed, and dying there loses nothing.
#include "engine/fault_point.h"
#include "tests/faults/newsroom.h"

#include <doctest/doctest.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <set>

using namespace broadsheet;
using namespace broadsheet::test;
namespace fs = std::filesystem;

namespace {

std::string kill_at(const FaultPointEntry& point) {
    return "BROADSHEET_KILL_AT=" + std::string(point.name);
}

bool is_of(const FaultPointEntry& point, std::string_view kind) {
    return point.name.starts_with(kind);
}

/// Dies at `point` while `arguments` run; what had been in the archive before, and all of the folder, is there after
/// it.
void die_and_mend(const Newsroom& newsroom, const FaultPointEntry& point, const std::vector<std::string>& arguments,
                  const std::map<std::string, int>& before) {
    INFO(std::string(point.name), ": ", std::string(point.happened));
    CHECK(newsroom.run_with(kill_at(point), arguments).signal == SIGKILL);
    if (!before.empty()) {  // it answers as it stands
        const std::map<std::string, int> now = newsroom.ids();
        for (const auto& [title, id] : before) CHECK(now.at(title) == id);
    }
    newsroom.require_whole(before);
}

/// An archive of two runs, and a third to come; put back as it was before each point.
class Rehearsal {
public:
    Rehearsal() {
        newsroom.write(2);
        REQUIRE(newsroom.index().exit_code == 0);
        newsroom.write(3);
        REQUIRE(newsroom.index().exit_code == 0);
        before = newsroom.ids();
        newsroom.write(4);
        fs::copy(newsroom.archive(), newsroom.file("as-it-was"), fs::copy_options::recursive);
    }
    void again() const {
        fs::remove_all(newsroom.archive());
        fs::copy(newsroom.file("as-it-was"), newsroom.archive(), fs::copy_options::recursive);
    }
    Newsroom newsroom;
    std::map<std::string, int> before;
};

int kills = 0;

}  // namespace

TEST_CASE("fault points: dying while an archive is made, filled, rebuilt and compacted loses nothing") {
    Rehearsal rehearsal;
    for (const FaultPointEntry& point : fault_points) {
        if (is_of(point, "search-") || is_of(point, "backup-") || is_of(point, "restore-")) continue;
        std::map<std::string, int> before = rehearsal.before;
        std::vector<std::string> command = {"index", rehearsal.newsroom.file("in")};
        rehearsal.again();
        if (is_of(point, "migration-")) {
            fs::remove_all(rehearsal.newsroom.archive());
            before.clear();
        }
        if (is_of(point, "rebuild-")) command = {"rebuild"};
        if (is_of(point, "compact-")) command = {"compact"};
        die_and_mend(rehearsal.newsroom, point, command, before);
        ++kills;
    }
}

TEST_CASE("fault points: dying while a search is saved keeps it whole or not at all") {
    Newsroom newsroom;
    newsroom.write(1);
    REQUIRE(newsroom.index().exit_code == 0);
    for (const FaultPointEntry& point : fault_points) {
        if (!is_of(point, "search-")) continue;
        INFO(std::string(point.name));
        Program server({"serve", "--listen", "127.0.0.1:0", "--archive", newsroom.archive()}, {kill_at(point)},
                       program_with_faults());
        const std::string url = server.first_line();
        const std::string command =
            "curl -s -o /dev/null -H 'Content-Type: application/json' -d "
            "'{\"name\":\"Bridges\",\"query\":\"q=bridge\"}' " +
            url + "api/v1/searches";
        CHECK(std::system(command.c_str()) != 0);
        CHECK(server.wait().signal == SIGKILL);
        ++kills;
        Program next({"serve", "--listen", "127.0.0.1:0", "--archive", newsroom.archive()});
        HttpClient client(next.first_line());
        const Reply reply = client.get("/api/v1/searches");
        CHECK(reply.status == 200);
        CHECK((reply.body.find("Bridges") != std::string::npos) == (point.point == FaultPoint::search_committed));
    }
    newsroom.require_clean();
}

TEST_CASE("fault points: dying while a backup is made leaves none or a whole one, and the archive as it is") {
    Newsroom newsroom;
    newsroom.write(2);
    REQUIRE(newsroom.index().exit_code == 0);
    const auto before = newsroom.ids();
    const std::string file = newsroom.file("kept/news.tar.zst");
    for (const FaultPointEntry& point : fault_points) {
        if (!is_of(point, "backup-")) continue;
        INFO(std::string(point.name));
        fs::remove_all(newsroom.file("kept"));
        fs::create_directories(newsroom.file("kept"));
        CHECK(newsroom.run_with(kill_at(point), {"backup", "--with-index", file}).signal == SIGKILL);
        ++kills;
        CHECK(fs::exists(file) == (point.point == FaultPoint::backup_renamed));
        newsroom.require_clean();
        const Ended again = newsroom.run({"backup", file});
        CHECK_MESSAGE(again.exit_code == 0, again.err);
        const auto left = std::distance(fs::directory_iterator(newsroom.file("kept")), fs::directory_iterator());
        CHECK(left == 1);
    }
    CHECK(newsroom.ids() == before);
}

TEST_CASE("fault points: dying while an archive is restored leaves the old one or the new one") {
    Rehearsal rehearsal;
    const Newsroom& newsroom = rehearsal.newsroom;
    REQUIRE(newsroom.run({"backup", newsroom.file("news.tar.zst")}).exit_code == 0);
    REQUIRE(newsroom.index().exit_code == 0);
    const auto newer = newsroom.ids();
    REQUIRE(newer != rehearsal.before);
    fs::remove_all(newsroom.file("as-it-was"));
    fs::copy(newsroom.archive(), newsroom.file("as-it-was"), fs::copy_options::recursive);
    for (const FaultPointEntry& point : fault_points) {
        if (!is_of(point, "restore-")) continue;
        INFO(std::string(point.name));
        rehearsal.again();
        CHECK(newsroom.run_with(kill_at(point), {"restore", "--replace", newsroom.file("news.tar.zst")}).signal ==
              SIGKILL);
        ++kills;
        const Ended rebuilt = newsroom.run({"rebuild"});
        CHECK_MESSAGE(rebuilt.exit_code == 0, rebuilt.err);
        CHECK(newsroom.ids() == (point.point == FaultPoint::restore_unpacked ? newer : rehearsal.before));
        newsroom.require_clean();
    }
}

TEST_CASE("fault points: none was left out") {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < fault_points.size(); ++i) {
        CHECK(static_cast<std::size_t>(fault_points[i].point) == i);
        names.insert(fault_points[i].name);
    }
    CHECK(names.size() == fault_points.size());
    CHECK(kills == static_cast<int>(fault_points.size()));
    MESSAGE(kills, " kills");
}
