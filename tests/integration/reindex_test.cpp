// SPDX-License-Identifier: GPL-3.0-or-later
// A server that reindexes its folder by itself.
#include "engine/error.h"
#include "engine/record/archive_lock.h"
#include "tests/support/program.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <fstream>
#include <optional>
#include <thread>

using broadsheet::ArchiveLock;
using namespace broadsheet::test;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// Asks the same question again and again from a thread of its own.
class SteadyClient {
public:
    explicit SteadyClient(const std::string& url) : thread_([this, url] { run(url); }) {}
    void stop() {
        stop_ = true;
        thread_.join();
    }
    int replies() const { return replies_; }
    const std::string& fault() const { return fault_; }

private:
    void run(const std::string& url) {
        HttpClient client(url);
        while (!stop_) {
            const Reply reply = client.get("/api/v1/search?q=standing&pageSize=50");
            if (reply.status != 200)
                fault_ = std::to_string(reply.status) + " " + reply.body;
            else if (Json::parse(reply.body)["totalResults"] != 30)
                fault_ = reply.body;
            ++replies_;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }

    std::atomic<bool> stop_ = false;
    std::atomic<int> replies_ = 0;
    std::string fault_;
    std::thread thread_;
};

void write_story(const fs::path& folder, const std::string& name, const std::string& title, const std::string& body) {
    std::ofstream(folder / ("." + name)) << title << "\n\n" << body << "\n";
    fs::rename(folder / ("." + name), folder / name);  // whole or not at all, as a careful newsroom does it
}

std::uint64_t total(HttpClient& client, const std::string& query) {
    const Reply reply = client.get("/api/v1/search?q=" + encoded(query));
    REQUIRE(reply.status == 200);
    return Json::parse(reply.body)["totalResults"];
}

Json status(HttpClient& client) {
    return Json::parse(client.get("/api/v1/status").body);
}

Json jobs(HttpClient& client) {
    return Json::parse(client.get("/api/v1/jobs").body)["jobs"];
}

}  // namespace

TEST_CASE("reindex: a file added, changed and removed is found, changed and gone in the running server's answers") {
    const TempDir temp;
    const fs::path folder = temp / "in";
    fs::create_directory(folder);
    for (int i = 0; i < 30; ++i)
        write_story(folder, "standing-" + std::to_string(i) + ".txt", "Standing " + std::to_string(i),
                    "A standing article.");
    Program server(
        {"serve", "--archive", temp / "archive", "--source", folder, "--reindex", "1s", "--listen", "127.0.0.1:0"});
    const std::string url = server.first_line();
    REQUIRE(url.starts_with("http://127.0.0.1:"));
    HttpClient client(url);
    REQUIRE(eventually([&] { return total(client, "standing") == 30; }));
    SteadyClient steady(url);

    write_story(folder, "new.txt", "A pelican", "It sat on the breakwater.");
    CHECK(eventually([&] { return total(client, "pelican") == 1; }));
    write_story(folder, "new.txt", "A cormorant", "It sat on the breakwater.");
    CHECK(eventually([&] { return total(client, "cormorant") == 1; }));
    CHECK(total(client, "pelican") == 0);
    fs::remove(folder / "new.txt");
    CHECK(eventually([&] { return total(client, "breakwater") == 0; }));

    Json runs;
    CHECK(eventually([&] {
        runs = status(client)["reindex"];
        return runs["last"].is_object() && runs["nextAt"].is_string();
    }));
    CHECK(runs["scheduled"] == true);
    CHECK(runs["last"]["startedAt"].is_string());
    CHECK(runs["last"]["finishedAt"].is_string());
    INFO(runs.dump(2));
    CHECK(runs["last"]["exitCode"] == 0);
    steady.stop();
    CHECK(steady.fault() == "");
    CHECK(steady.replies() > 10);
    CHECK_FALSE(server.has_ended());
    server.signal(SIGTERM);
    const Ended ended = server.wait();
    CHECK(ended.signal == 0);
    CHECK(ended.exit_code == 0);
}

TEST_CASE("reindex: while another program writes the archive a run waits, and the server goes on answering") {
    const TempDir temp;
    const fs::path folder = temp / "in";
    fs::create_directory(folder);
    for (int i = 0; i < 30; ++i)
        write_story(folder, "standing-" + std::to_string(i) + ".txt", "Standing " + std::to_string(i),
                    "A standing article.");
    Program server(
        {"serve", "--archive", temp / "archive", "--source", folder, "--reindex", "1s", "--listen", "127.0.0.1:0"});
    HttpClient client(server.first_line());
    REQUIRE(eventually([&] { return total(client, "standing") == 30; }));
    client.use_key(admin_key(temp / "archive"));
    {
        // Another program holds the archive: runs wait for it instead of failing.
        std::optional<ArchiveLock> held;
        REQUIRE(eventually([&] {
            try {
                held.emplace(temp / "archive");
            } catch (const broadsheet::Error&) {
                return false;  // a run has it at the moment
            }
            return true;
        }));
        CHECK(eventually([&] {
            for (const Json& job : jobs(client))
                if (job["state"] == "running" && job["waitsForArchive"] == true) return true;
            return false;
        }));
        CHECK(total(client, "standing") == 30);
    }
    const auto runs_done = [&] {
        const Json all = jobs(client);
        return std::ranges::count_if(all, [](const Json& job) { return job["state"] == "done"; });
    };
    const auto before = runs_done();
    CHECK(eventually([&] { return runs_done() > before; }));
    for (const Json& job : jobs(client)) CHECK(job["state"] != "failed");
    CHECK(total(client, "standing") == 30);
}
