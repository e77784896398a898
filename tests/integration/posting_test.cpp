// SPDX-License-Identifier: GPL-3.0-or-later
// Articles that are posted to a server, taken down, and kept through kills.
#include "tests/support/program.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <memory>
#include <thread>

using namespace broadsheet::test;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// A server over an archive of its own.
class Newsroom {
public:
    Newsroom() {
        fs::create_directory(folder());
        std::ofstream(folder() / "standing.txt") << "Standing\n\nA standing article.\n";
        REQUIRE(run_program({"index", "--archive", archive(), folder()}).exit_code == 0);
        start();
    }

    fs::path folder() const { return temp_ / "in"; }
    std::string archive() const { return temp_ / "archive"; }
    fs::path inbox() const { return temp_ / "archive/inbox"; }

    void start(const std::vector<std::string>& more = {}) {
        std::vector<std::string> arguments = {"serve", "--archive", archive(), "--listen", "127.0.0.1:0"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        server_ = std::make_unique<Program>(arguments);
        client_ = std::make_unique<HttpClient>(server_->first_line());
        if (key_.empty()) key_ = admin_key(archive());
        client_->use_key(key_);
    }
    void kill() {
        server_->signal(SIGKILL);
        server_->wait();
    }
    HttpClient& client() { return *client_; }

    Reply post(const std::string& body, const std::string& prefer = "wait=20",
               const std::string& type = "application/json") {
        return client().send("POST", "/api/v1/articles", body, type, prefer);
    }
    std::uint64_t total(const std::string& query) {
        const Reply reply = client().get("/api/v1/search?q=" + encoded(query));
        REQUIRE(reply.status == 200);
        return Json::parse(reply.body)["totalResults"];
    }
    std::size_t waiting() const {
        return fs::exists(inbox()) ? static_cast<std::size_t>(std::distance(fs::directory_iterator(inbox()), {})) : 0;
    }
    /// The job behind a Location, once it has ended.
    Json ended(const std::string& location) {
        Json job;
        REQUIRE(eventually([&] {
            job = Json::parse(client().get(location).body);
            return job.contains("finishedAt") && job["finishedAt"].is_string();
        }));
        return job;
    }
    std::string faults() const {
        const Json check = Json::parse(run_program({"check", "--json", "--archive", archive()}).out);
        return check["clean"] == true && check["lag"] == 0 ? "" : check.dump();
    }

private:
    TempDir temp_;
    std::string key_;
    std::unique_ptr<Program> server_;
    std::unique_ptr<HttpClient> client_;
};

/// The process whose command line has these words; 0 if there is none.
pid_t process_with(const std::vector<std::string>& words) {
    for (const auto& entry : fs::directory_iterator("/proc")) {
        const std::string name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        const std::string command = read_file(entry.path() / "cmdline");
        const auto has = [&command](const std::string& word) {
            return command.find(std::string(1, '\0') + word + std::string(1, '\0')) != std::string::npos;
        };
        if (std::ranges::all_of(words, has)) return static_cast<pid_t>(std::stol(name));
    }
    return 0;
}

std::string article(const std::string& title, const std::string& body, const std::string& id = {}) {
    Json json{{"title", title}, {"body", body}};
    if (!id.empty()) json["id"] = id;
    return json.dump();
}

}  // namespace

TEST_CASE("posting: an article is found when its job ends, the same again is unchanged, a change is an update") {
    Newsroom room;
    const std::string pelican = article("A pelican", "It sat on the breakwater.");
    const Reply first = room.post("[" + pelican + "," + article("A gull", "It flew off.", "g") + "]");
    REQUIRE(first.status == 200);
    const Json job = Json::parse(first.body);
    CHECK(first.location == job["links"]["self"]);
    CHECK(job["state"] == "done");
    CHECK(job["counts"]["added"] == 2);
    REQUIRE(job["articles"].size() == 2);
    CHECK(room.total("pelican") == 1);
    const Json shown = Json::parse(room.client().get("/api/v1/articles/" + job["articles"][0].dump()).body);
    CHECK(shown["title"] == "A pelican");
    CHECK(room.waiting() == 0);

    // In other company and another form.
    const Reply again =
        room.post(pelican + "\n" + article("A gull", "It came back.", "g") + "\n", "wait=20", "application/x-ndjson");
    const Json second = Json::parse(again.body);
    CHECK(second["counts"]["unchanged"] == 1);
    CHECK(second["counts"]["updated"] == 1);
    CHECK(second["articles"] == job["articles"]);
    CHECK(room.total("pelican") == 1);
    CHECK(room.total("came back") == 1);
    const Reply third = room.post("{\"articles\":[" + pelican + "]}", "");
    CHECK(third.status == 202);
    CHECK(room.ended(third.location)["counts"]["unchanged"] == 1);

    // Indexing folders, the archive among them, takes nothing of it away and reads nothing of the inbox.
    CHECK(run_program({"index", "--archive", room.archive(), room.folder(), room.archive(), "--prune"}).exit_code == 0);
    CHECK(eventually([&] { return room.total("standing") == 1; }));
    CHECK(room.total("pelican") == 1);
    CHECK(room.faults() == "");
}

TEST_CASE("posting: what can't be an article is refused at the door or told by the job") {
    Newsroom room;
    const auto refused = [&](const std::string& body, const std::string& type = "application/json") {
        const Reply reply = room.post(body, "", type);
        const Json problem = Json::parse(reply.body);
        return std::to_string(reply.status) + " " + problem.value("code", "") +
               (problem.contains("position") ? " " + problem["position"].dump() : "");
    };
    CHECK(refused("{\"title\": }") == "400 bad-body 10");
    CHECK(refused("") == "415 unsupported-type");
    CHECK(refused("[1]") == "400 bad-body 0");
    CHECK(refused("[]") == "400 bad-body 0");
    CHECK(refused("\"text\"") == "400 bad-body 0");
    CHECK(refused("[[{}]]") == "400 bad-body 0");
    CHECK(refused(std::string(100'000, '[')) == "400 bad-body 0");
    CHECK(refused("{\"a\":" + std::string(100, '[') + std::string(100, ']') + "}") == "400 bad-body 0");
    CHECK(refused("{\"title\":\"a\"}\n{oops\n", "application/x-ndjson") == "400 bad-body 15");
    CHECK(refused("title=a", "application/x-www-form-urlencoded") == "415 unsupported-type");
    CHECK(room.waiting() == 0);

    const Reply unusable = room.post("{\"byline\":\"Nobody\"}");
    CHECK(unusable.status == 200);
    CHECK(Json::parse(unusable.body)["state"] == "failed");
    CHECK(Json::parse(unusable.body)["error"].get<std::string>().starts_with("nothing of it could be used"));
    const Json half = Json::parse(room.post("[" + article("A heron", "It waits.") + ",{\"byline\":\"Nobody\"}]").body);
    CHECK(half["state"] == "done");
    CHECK(half["counts"]["added"] == 1);
    CHECK(half["counts"]["rejected"] == 1);
    CHECK(half["problems"][0]["location"] == "article 2");
    CHECK(run_program({"problems", "--archive", room.archive()}).out.find("inbox, post ") != std::string::npos);
    CHECK(room.client().send("POST", "/api/v1/reindex").status == 409);
    CHECK(room.client().get("/api/v1/jobs/1").status == 404);
    CHECK(room.faults() == "");
}

TEST_CASE("posting: what was acknowledged survives kill -9 of the server, whatever its child was doing") {
    Newsroom room;
    constexpr int kills = 6;
    int waited = 0;
    for (int i = 0; i < kills; ++i) {
        const std::string word = "cormorant" + std::to_string(i);
        const Reply reply = room.post(article("A " + word, "It dives."), "");
        REQUIRE(reply.status == 202);
        std::this_thread::sleep_for(std::chrono::milliseconds(15 * i));
        room.kill();
        waited += room.waiting() > 0 ? 1 : 0;
        room.start();
        CHECK(eventually([&] { return room.total(word) == 1; }));
    }
    CHECK(waited >= 1);
    CHECK(eventually([&] { return room.waiting() == 0; }));
    CHECK(room.faults() == "");
}

TEST_CASE("posting: a child that is killed is followed by another, and nothing is there twice") {
    Newsroom room;
    std::string lines;
    for (int i = 0; i < 3'000; ++i) lines += article("Grebe " + std::to_string(i), "One of many.") + "\n";
    const Reply reply = room.post(lines, "", "application/x-ndjson");
    REQUIRE(reply.status == 202);
    int killed = 0;
    const Json job = [&] {
        for (int i = 0; i < 200 && killed < 2; ++i) {
            const Json now = Json::parse(room.client().get(reply.location).body);
            if (now["finishedAt"].is_string()) return now;
            if (const pid_t child = process_with({"take-in", room.archive()}); child > 0 && ::kill(child, SIGKILL) == 0)
                ++killed;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return room.ended(reply.location);
    }();
    CHECK(killed >= 1);
    CHECK(job["state"] == "done");
    CHECK(room.total("grebe") == 3'000);
    CHECK(room.faults() == "");
}

TEST_CASE(
    "removing: an article is gone from every answer, through reindexing and rebuilding, until it is brought back") {
    Newsroom room;
    std::ofstream(room.folder() / "scandal.txt") << "A scandal\n\nIt was about a heronry.\n";
    REQUIRE(run_program({"index", "--archive", room.archive(), room.folder()}).exit_code == 0);
    REQUIRE(eventually([&] { return room.total("heronry") == 1; }));
    const Json found = Json::parse(room.client().get("/api/v1/search?q=heronry").body);
    const std::string id = found["articles"][0]["id"].dump();
    const std::string path = "/api/v1/articles/" + id;
    for (const char* more : {"", "/similar", "/versions"}) CHECK(room.client().get(path + more).status == 200);

    CHECK(room.client().send("DELETE", "/api/v1/articles/999999").status == 404);
    const Reply removed = room.client().send("DELETE", path, "", "", "wait=20");
    CHECK(removed.status == 200);
    CHECK(Json::parse(removed.body)["counts"]["removed"] == 1);
    const auto is_gone = [&] {
        bool gone = room.total("heronry") == 0;
        for (const char* more : {"", "/similar", "/versions"})
            gone = gone && room.client().get(path + more).status == 404;
        return gone && room.client().get("/articles/" + id).status == 404;
    };
    CHECK(is_gone());
    CHECK(room.client().send("DELETE", path).status == 410);

    std::ofstream(room.folder() / "scandal.txt") << "A scandal\n\nIt was about a larger heronry.\n";
    REQUIRE(run_program({"index", "--archive", room.archive(), room.folder()}).exit_code == 0);
    CHECK(is_gone());
    REQUIRE(run_program({"rebuild", "--archive", room.archive()}).exit_code == 0);
    CHECK(is_gone());
    CHECK(room.faults() == "");

    const Ended undone = run_program({"remove", "--undo", id, "999999", "--json", "--archive", room.archive()});
    CHECK(undone.exit_code == 1);
    CHECK(Json::parse(undone.out)["restored"].dump() == "[" + id + "]");
    CHECK(Json::parse(undone.out)["unknown"].dump() == "[999999]");
    CHECK(room.total("larger heronry") == 1);
    CHECK(run_program({"remove", id, "--archive", room.archive()}).exit_code == 0);
    CHECK(is_gone());
    CHECK(room.faults() == "");
}

TEST_CASE("jobs: reindexing on demand, cancelled and again, as REST and the page tell it") {
    Newsroom room;
    room.kill();
    room.start({"--source", room.folder(), "--reindex", "0 4 * * *", "--time-zone", "Europe/Berlin"});
    for (int i = 0; i < 200; ++i)
        std::ofstream(room.folder() / ("egret" + std::to_string(i) + ".txt")) << "Egret\n\nEgret " << i << ".\n";
    const Reply asked = room.client().send("POST", "/api/v1/reindex");
    CHECK(asked.status == 202);
    CHECK(room.ended(asked.location)["state"] == "done");
    CHECK(room.total("egret") == 200);
    CHECK(room.client().send("DELETE", asked.location).status == 409);
    const Json all = Json::parse(room.client().get("/api/v1/jobs").body);
    CHECK(all["nextAt"].is_string());
    CHECK(all["jobs"].size() >= 2);
    const std::string page = room.client().get("/admin").body;
    CHECK(page.find(std::to_string(Json::parse(asked.body)["id"].get<std::int64_t>())) != std::string::npos);
    CHECK(room.client().get("/overview").body.find("href=\"/admin\"") != std::string::npos);
    CHECK(room.faults() == "");
}

TEST_CASE("schedule: a time zone that there isn't is refused with the nearest name") {
    const TempDir temp;
    const std::vector<std::string> zone = {"--archive", temp / "archive", "--time-zone", "Europe/Berln"};
    for (std::vector<std::string> command : {std::vector<std::string>{"serve"}, {"index", temp.path().string()}}) {
        command.insert(command.end(), zone.begin(), zone.end());
        const Ended ended = run_program(command);
        CHECK(ended.exit_code == 2);
        CHECK(ended.err.find("Did you mean Europe/Berlin?") != std::string::npos);
    }
}
