// SPDX-License-Identifier: GPL-3.0-or-later
// The indexer is killed at random moments while a server answers. BROADSHEET_KILLS sets how often (50), BROADSHEET_SEED
// when.
#include "tests/integration/changing_folder.h"
#include "tests/support/program.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <set>
#include <thread>

using namespace broadsheet::test;
using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int runs_between_checks = 10;

unsigned setting(const char* name, unsigned otherwise) {
    const char* text = std::getenv(name);
    return text ? static_cast<unsigned>(std::strtoul(text, nullptr, 10)) : otherwise;
}

/// What the server has ever shown: which id each article has, and so that it was there.
class Ledger {
public:
    /// Notes an article of a reply; what is wrong with it, or nothing.
    std::string note(const Json& article) {
        const NamedVersion title = read_title(article["title"]);
        if (article["key"] != title.name) return "key and title differ: " + article.dump();
        const std::string text = article["snippets"].at(0)["text"];
        if (text.find("This is version " + std::to_string(title.version) + " of ") == std::string::npos)
            return "title and text differ: " + article.dump();
        const std::lock_guard lock(mutex_);
        const std::uint32_t id = article["id"];
        const auto [known, added] = ids_.try_emplace(title.name, id);
        if (!added && known->second != id)
            return title.name + " had id " + std::to_string(known->second) + ", now " + std::to_string(id);
        if (added && !used_.insert(id).second) return "id " + std::to_string(id) + " was given twice";
        return {};
    }
    std::size_t size() const { return ids_.size(); }

private:
    std::mutex mutex_;
    std::map<std::string, std::uint32_t> ids_;
    std::set<std::uint32_t> used_;
};

/// Reads every page of a search. `fault` gets what is wrong with the answers.
std::map<std::string, std::uint32_t> read_all(HttpClient& client, const std::string& query, Ledger& ledger,
                                              std::string& fault) {
    std::map<std::string, std::uint32_t> versions;
    std::uint64_t total = 1, generation = 0, listed = 0;
    for (int page = 1; listed < total && fault.empty(); ++page) {
        const Reply reply = client.get("/api/v1/search?sortBy=newest&snippets=1&pageSize=200&q=" + query +
                                       "&page=" + std::to_string(page));
        if (reply.status != 200) {
            fault = std::to_string(reply.status) + " " + reply.body;
            break;
        }
        const Json json = Json::parse(reply.body);
        if (page != 1 && json["index"]["generation"] != generation)
            return read_all(client, query, ledger, fault);  // begin anew
        generation = json["index"]["generation"];
        total = json["totalResults"];
        for (const Json& article : json["articles"]) {
            const std::string wrong = ledger.note(article);
            if (!wrong.empty()) fault = wrong;
            const NamedVersion title = read_title(article["title"]);
            if (!versions.emplace(title.name, title.version).second) fault = title.name + " twice in one answer";
        }
        listed += json["articles"].size();
        if (json["articles"].empty() && listed < total)
            fault = "total " + std::to_string(total) + ", listed " + std::to_string(listed);
    }
    return versions;
}

/// Searches all the while: evergreen articles are always all there, fresh ones never become fewer.
class Watcher {
public:
    Watcher(const std::string& url, Ledger& ledger) : ledger_(ledger), thread_([this, url] { run(url); }) {}
    ~Watcher() { stop(); }

    void stop() {
        stop_ = true;
        if (thread_.joinable()) thread_.join();
    }
    int rounds() const { return rounds_; }
    const std::string& fault() const { return fault_; }  ///< after stop()

private:
    void run(const std::string& url) {
        HttpClient client(url);
        std::size_t fresh = 0;
        while (!stop_ && fault_.empty()) {
            const std::size_t evergreen = read_all(client, "evergreen", ledger_, fault_).size();
            if (fault_.empty() && evergreen != ChangingFolder::evergreen_count)
                fault_ = "evergreen articles: " + std::to_string(evergreen);
            const std::size_t now = read_all(client, "fresh", ledger_, fault_).size();
            if (fault_.empty() && now < fresh)
                fault_ = "fresh articles: " + std::to_string(fresh) + ", then " + std::to_string(now);
            fresh = now;
            ++rounds_;
            std::this_thread::sleep_for(std::chrono::milliseconds(150));
        }
    }

    Ledger& ledger_;
    std::atomic<bool> stop_ = false;
    std::atomic<int> rounds_ = 0;
    std::string fault_;
    std::thread thread_;
};

class KilledIndexer {
public:
    KilledIndexer(std::string archive, const ChangingFolder& folder) : archive_(std::move(archive)), folder_(folder) {}

    /// Runs to the end; returns the figures.
    Json run() {
        const Ended ended = run_program({"index", "--json", "--archive", archive_, folder_.path()});
        REQUIRE_MESSAGE(ended.exit_code == 0, ended.err);
        return Json::parse(ended.out);
    }

    /// Runs to the end to learn how long a run takes.
    void measure() {
        const auto begin = Clock::now();
        run();
        usual_ = Clock::now() - begin;
    }

    /// Starts a run and kills it after a share of the time that the measured one took. True if it was still running.
    bool kill_after(double share) {
        Program indexer({"index", "--json", "--archive", archive_, folder_.path()});
        std::this_thread::sleep_for(usual_ * share);
        indexer.signal(SIGKILL);
        const Ended ended = indexer.wait();
        if (ended.signal == 0) REQUIRE_MESSAGE(ended.exit_code == 0, ended.err);
        return ended.signal == SIGKILL;
    }

    /// What `broadsheet check` says after a whole run.
    double usual_s() const { return std::chrono::duration<double>(usual_).count(); }
    Json check() const {
        const Ended ended = run_program({"check", "--json", "--archive", archive_});
        return Json::parse(ended.out);
    }

private:
    const std::string archive_;
    const ChangingFolder& folder_;
    Clock::duration usual_{};
};

/// A run to the end makes the archive hold exactly what the folder holds, in its newest versions.
void check_whole(KilledIndexer& indexer, const ChangingFolder& folder, HttpClient& client, Ledger& ledger) {
    indexer.run();
    const Json check = indexer.check();
    INFO(check.dump(2));
    CHECK(check["clean"] == true);
    CHECK(check["lag"] == 0);
    const auto expected = folder.articles();
    CHECK(check["articles"] == expected.size());
    std::string fault;
    const auto found = read_all(client, "article", ledger, fault);
    CHECK(fault == "");
    CHECK(found == expected);
}

}  // namespace

TEST_CASE("kill -9 at any moment of indexing loses nothing, doubles nothing and leaves the server answering") {
    const unsigned kills_wanted = setting("BROADSHEET_KILLS", 50),
                   seed = setting("BROADSHEET_SEED", std::random_device{}());
    std::cout << "seed " << seed << std::endl;
    const TempDir temp;
    ChangingFolder folder(temp / "in", seed);
    KilledIndexer indexer(temp / "archive", folder);
    indexer.run();
    folder.change();
    indexer.measure();

    Program server({"serve", "--archive", temp / "archive", "--listen", "127.0.0.1:0"});
    const std::string url = server.first_line();
    REQUIRE(url.starts_with("http://"));
    HttpClient client(url);
    Ledger ledger;
    Watcher watcher(url, ledger);
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> share(0.02, 1.0);
    unsigned kills = 0, starts = 0;
    while (kills < kills_wanted && starts < kills_wanted * 4) {
        folder.change();
        kills += indexer.kill_after(share(random));
        if (++starts % runs_between_checks == 0) check_whole(indexer, folder, client, ledger);
    }
    check_whole(indexer, folder, client, ledger);
    CHECK(indexer.run()["added"] == 0);
    watcher.stop();
    CHECK(watcher.fault() == "");
    CHECK(watcher.rounds() > 10);
    CHECK(kills >= kills_wanted);
    CHECK_FALSE(server.has_ended());
    std::cout << kills << " kills of " << starts << " runs, " << watcher.rounds() << " rounds of searching, "
              << ledger.size() << " articles seen, a run takes " << indexer.usual_s() << " s\n";
}
