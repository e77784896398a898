// SPDX-License-Identifier: GPL-3.0-or-later
// `index --watch` and `serve --watch` as their users see them.
#include "tests/support/program.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace broadsheet::test;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// A folder of clippings and an archive.
class Desk {
public:
    Desk() {
        fs::create_directory(in());
        for (int i = 0; i < 20; ++i) write("standing-" + std::to_string(i) + ".txt", "A standing article.");
    }

    fs::path in() const { return temp_ / "in"; }
    fs::path archive() const { return temp_ / "archive"; }
    fs::path operator/(const std::string& name) const { return in() / name; }
    void write(const std::string& name, const std::string& body) const {
        temp_.write("in/" + name, "On " + name + "\n\n" + body + "\n");
    }

    std::vector<std::string> index(const std::vector<std::string>& more) const {
        std::vector<std::string> arguments = {"index", "--archive", archive(), in()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }
    std::uint64_t found(const std::string& query) const {
        const Ended ended = run_program({"search", query, "--json", "--archive", archive()});
        return ended.exit_code == 0 ? Json::parse(ended.out)["totalResults"].get<std::uint64_t>() : 0;
    }
    bool comes_to(const std::string& query, std::uint64_t count) const {
        return eventually([&] { return found(query) == count; });
    }

private:
    TempDir temp_;
};

std::vector<Json> lines_of(const std::string& out) {
    std::vector<Json> lines;
    std::istringstream stream(out);
    for (std::string line; std::getline(stream, line);) lines.push_back(Json::parse(line));
    return lines;
}

/// Holds the archive as another writer would.
class OtherWriter {
public:
    explicit OtherWriter(const fs::path& archive) : lock_(::open((archive / "lock").c_str(), O_RDWR | O_CLOEXEC)) {
        REQUIRE(eventually([this] { return ::flock(lock_, LOCK_EX | LOCK_NB) == 0; }));
    }
    ~OtherWriter() { ::close(lock_); }
    OtherWriter(const OtherWriter&) = delete;
    OtherWriter& operator=(const OtherWriter&) = delete;

private:
    int lock_;
};

}  // namespace

TEST_CASE("index --watch: files and folders that are written, renamed and deleted are found as they are") {
    const Desk desk;
    Program program(desk.index({"--watch", "--json"}));
    REQUIRE(desk.comes_to("standing", 20));
    desk.write("new.txt", "A pelican sat on the breakwater.");
    CHECK(desk.comes_to("pelican", 1));
    desk.write("new.txt", "A cormorant sat on the breakwater, again.");
    CHECK(desk.comes_to("cormorant", 1));
    CHECK(desk.found("pelican") == 0);
    fs::rename(desk / "new.txt", desk / "renamed.txt");
    desk.write("2026/11/heron.txt", "A heron stood by.");
    CHECK(desk.comes_to("heron", 1));
    CHECK(desk.found("breakwater") == 1);
    fs::rename(desk / "2026", desk / "2027");
    desk.write("2027/11/stork.txt", "A stork came.");
    CHECK(desk.comes_to("stork", 1));
    CHECK(desk.found("heron") == 1);
    fs::remove(desk / "renamed.txt");
    CHECK(desk.comes_to("breakwater", 0));
    fs::remove_all(desk / "2027");
    CHECK(desk.comes_to("heron OR stork", 0));
    CHECK(desk.found("standing") == 20);

    program.signal(SIGTERM);
    const Ended ended = program.wait();
    CHECK(ended.signal == 0);
    CHECK(ended.exit_code == 0);
    const std::vector<Json> runs = lines_of(ended.out);
    REQUIRE(runs.size() >= 6);
    CHECK(runs[0]["added"] == 20);
    CHECK(ended.err.find("watching") != std::string::npos);
}

TEST_CASE("index --watch: an archive below the folder it watches doesn't keep it running") {
    const TempDir temp;
    temp.write("in/a.txt", "Pelicans\n\nA pelican.\n");
    Program program({"index", "--archive", temp / "in" / "archive", "--watch", "--json", temp / "in"});
    REQUIRE_FALSE(program.first_line().empty());
    temp.write("in/b.txt", "Herons\n\nA heron.\n");
    CHECK(eventually([&] { return lines_of(program.out_so_far()).size() == 2; }));
    program.signal(SIGINT);
    const Ended ended = program.wait();
    CHECK(ended.exit_code == 0);
    const std::vector<Json> runs = lines_of(ended.out);
    REQUIRE(runs.size() == 2);
    CHECK(runs[1]["added"] == 1);
    CHECK(runs[1]["rejected"] == 0);
}

TEST_CASE("index --watch: a run that fails is told of, and the next change mends it") {
    const Desk desk;
    Program program(desk.index({"--watch", "--json"}));
    REQUIRE(desk.comes_to("standing", 20));
    {
        const OtherWriter other(desk.archive());
        desk.write("a.txt", "A pelican.");
        CHECK(eventually([&] { return program.out_so_far().find("\"error\"") != std::string::npos; }));
    }
    desk.write("b.txt", "A heron.");
    CHECK(desk.comes_to("pelican", 1));
    CHECK(desk.found("heron") == 1);
    CHECK_FALSE(program.has_ended());
}

TEST_CASE("index --watch: a signal in the middle of a run ends it, and what was committed stays") {
    const Desk desk;
    std::string lines;
    for (int i = 0; i < 40'000; ++i)
        lines += R"({"id":")" + std::to_string(i) + R"(","title":"Line","text":"The tram was late again."})" + "\n";
    std::ofstream(desk / "long.jsonl") << lines;
    Program program(desk.index({"--watch", "--json"}));
    const auto articles = [&] {
        const Ended ended = run_program({"stats", "--json", "--archive", desk.archive()});
        return ended.exit_code == 0 ? Json::parse(ended.out).value("articles", 0) : 0;
    };
    REQUIRE(eventually([&] { return articles() > 0; }));
    program.signal(SIGTERM);
    const Ended ended = program.wait();
    CHECK(ended.signal == 0);
    CHECK(ended.exit_code == 0);
    CHECK(articles() > 0);
    REQUIRE(run_program(desk.index({})).exit_code == 0);
    CHECK(articles() == 40'020);
    CHECK(run_program({"check", "--archive", desk.archive()}).exit_code == 0);
}

TEST_CASE("index: --every takes a cron expression too, and a signal ends the waiting") {
    const Desk desk;
    Program program(desk.index({"--every", "0 3 * * *", "--json"}));
    REQUIRE_FALSE(program.first_line().empty());
    program.signal(SIGINT);
    const Ended ended = program.wait();
    CHECK(ended.signal == 0);
    CHECK(ended.exit_code == 0);
    CHECK(lines_of(ended.out).size() == 1);
}

TEST_CASE("index --watch --every: it also runs when nothing has changed") {
    const Desk desk;
    Program program(desk.index({"--watch", "--every", "50ms", "--json"}));
    CHECK(eventually([&] { return lines_of(program.out_so_far()).size() >= 3; }));
    desk.write("a.txt", "A pelican.");
    CHECK(desk.comes_to("pelican", 1));
}

TEST_CASE("serve --watch: a change is found in the running server's answers, and status tells of the run") {
    const Desk desk;
    Program server({"serve", "--archive", desk.archive(), "--source", desk.in(), "--watch", "--listen", "127.0.0.1:0"});
    HttpClient client(server.first_line());
    const auto total = [&](const std::string& query) {
        return Json::parse(client.get("/api/v1/search?q=" + query).body)["totalResults"].get<std::uint64_t>();
    };
    REQUIRE(eventually([&] { return total("standing") == 20; }));
    desk.write("new.txt", "A pelican sat on the breakwater.");
    CHECK(eventually([&] { return total("pelican") == 1; }));
    fs::remove(desk / "new.txt");
    CHECK(eventually([&] { return total("pelican") == 0; }));
    Json last;
    CHECK(eventually([&] {
        last = Json::parse(client.get("/api/v1/status").body)["reindex"]["last"];
        return last.is_object() && last["counts"].is_object() && last["counts"]["removed"] == 1;
    }));
    CHECK(last["exitCode"] == 0);
    server.signal(SIGTERM);
    const Ended ended = server.wait();
    CHECK(ended.signal == 0);
    CHECK(ended.exit_code == 0);
    CHECK(run_program(desk.index({})).exit_code == 0);  // nobody holds the archive any more
}
