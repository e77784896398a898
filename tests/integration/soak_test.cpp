// SPDX-License-Identifier: GPL-3.0-or-later
// Everything at once, for a while: readers of all kinds, a folder that changes and is reindexed, posted articles,
// backups. BROADSHEET_SOAK_S sets how long (8; a soak worth the name takes 900), BROADSHEET_SEED what is asked.
#include "tests/integration/changing_folder.h"
#include "tests/support/program.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <mutex>
#include <random>
#include <string_view>
#include <thread>

using namespace broadsheet::test;
using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

namespace {

unsigned setting(const char* name, unsigned otherwise) {
    const char* text = std::getenv(name);
    return text ? static_cast<unsigned>(std::strtoul(text, nullptr, 10)) : otherwise;
}

/// What the server holds of the system.
struct Footprint {
    std::size_t resident_kb = 0, threads = 0, files = 0;
};

std::size_t number_after(const std::string& text, std::string_view name) {
    const std::size_t at = text.find(name);
    return at == std::string::npos ? 0 : std::strtoul(text.c_str() + at + name.size(), nullptr, 10);
}

Footprint footprint_of(pid_t process) {
    const fs::path folder = "/proc/" + std::to_string(process);
    std::ifstream stream(folder / "status");
    const std::string status((std::istreambuf_iterator<char>(stream)), {});
    std::error_code code;
    const auto files = std::distance(fs::directory_iterator(folder / "fd", code), fs::directory_iterator());
    return {number_after(status, "VmRSS:"), number_after(status, "Threads:"), static_cast<std::size_t>(files)};
}

/// A footprint's member at the upper end of what is usual between two shares of the time: a tenth may be above.
std::size_t usual(const std::vector<Footprint>& all, double from, double to, std::size_t Footprint::*member) {
    std::vector<std::size_t> values;
    const auto share = [&all](double part) { return static_cast<std::size_t>(part * static_cast<double>(all.size())); };
    for (std::size_t i = share(from); i < share(to); ++i) values.push_back(all[i].*member);
    REQUIRE(!values.empty());
    std::ranges::sort(values);
    return values[values.size() * 9 / 10];
}

/// The first thing that went wrong on any thread.
class Fault {
public:
    void tell(const std::string& what) {
        const std::lock_guard lock(mutex_);
        if (what_.empty()) what_ = what;
    }
    std::string what() const {
        const std::lock_guard lock(mutex_);
        return what_;
    }

private:
    mutable std::mutex mutex_;
    std::string what_;
};

/// One of the many things that readers ask for; articles that have gone meanwhile are no fault.
std::string made_up_request(std::mt19937& random, const std::vector<std::string>& names) {
    const auto below = [&random](std::size_t end) {
        return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
    };
    const std::string& name = names[below(names.size())];
    const std::string number = std::to_string(1 + below(400));
    const std::string requests[] = {
        "/api/v1/search?q=" + name,
        "/api/v1/search?q=article+version+" + number + "&op=or&facets=source,year",
        "/api/v1/search?q=%22article+" + name + "%22&snippets=3&explain=1",
        "/api/v1/search?q=evergreen&group=story&sortBy=newest&page=" + std::to_string(1 + below(5)),
        "/?q=" + name,
        "/?q=fresh+-" + name,
        "/articles/" + number,
        "/articles/" + number + "/versions",
        "/api/v1/articles/" + number + "/similar",
        "/api/v1/suggest?q=" + name.substr(0, 3),
        "/api/v1/timeline?q=evergreen&interval=year",
        "/api/v1/export?q=passing&format=csv",
        "/feed.atom?q=fresh",
        "/overview",
        "/compare?q=evergreen&q=fresh",
        "/api/v1/status",
        "/readyz"};
    return requests[below(std::size(requests))];
}

class Reader {
public:
    Reader(const std::string& url, unsigned seed, std::vector<std::string> names, Fault& fault)
        : thread_([this, url, seed, names = std::move(names), &fault](const std::stop_token& stop) {
              std::mt19937 random(seed);
              HttpClient client(url);
              while (!stop.stop_requested()) {
                  const std::string request = made_up_request(random, names);
                  const Reply reply = client.get(request);
                  if (reply.status != 200 && reply.status != 404 && reply.status != 410)
                      fault.tell(request + ": " + std::to_string(reply.status) + " " + reply.body.substr(0, 300));
                  ++replies_;
              }
          }) {}

    std::size_t replies() const { return replies_; }

private:
    std::atomic<std::size_t> replies_ = 0;
    std::jthread thread_;
};

std::vector<std::string> names_of(const ChangingFolder& folder) {
    std::vector<std::string> names;
    for (const auto& [name, version] : folder.articles()) names.push_back(name);
    return names;
}

/// A backup that can be restored and has every article that is never removed.
void back_up(const std::string& archive, const fs::path& file, Fault& fault) {
    const Ended ended = run_program({"backup", "--archive", archive, file});
    if (ended.exit_code != 0) fault.tell("backup: " + ended.err);
}

}  // namespace

TEST_CASE("soak: mixed load with reindexing and backups ends without an error, a leak or a thread too many") {
    const unsigned seconds = setting("BROADSHEET_SOAK_S", 8), seed = setting("BROADSHEET_SEED", std::random_device{}());
    std::cout << "seed " << seed << std::endl;
    const TempDir temp;
    ChangingFolder folder(temp / "in", seed);
    Program server({"serve", "--archive", temp / "archive", "--source", folder.path(), "--reindex", "1s", "--listen",
                    "127.0.0.1:0"});
    const std::string url = server.first_line();
    REQUIRE(url.starts_with("http://"));
    HttpClient client(url);
    REQUIRE(eventually([&] {
        return Json::parse(client.get("/api/v1/search?q=evergreen").body)["totalResults"] ==
               ChangingFolder::evergreen_count;
    }));

    Fault fault;
    std::vector<Footprint> footprints;
    std::size_t replies = 0, changes = 0, backups = 0;
    {
        std::vector<std::unique_ptr<Reader>> readers;
        for (unsigned i = 0; i < 4; ++i)
            readers.push_back(std::make_unique<Reader>(url, seed + i, names_of(folder), fault));
        const auto end = Clock::now() + std::chrono::seconds(seconds);
        while (Clock::now() < end && fault.what().empty()) {
            folder.change();
            if (++changes % 4 == 0) {
                back_up(temp / "archive", temp / "copy.backup", fault);
                ++backups;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(500));
            footprints.push_back(footprint_of(server.pid()));
        }
        for (const auto& reader : readers) replies += reader->replies();
    }
    CHECK(fault.what() == "");
    CHECK_FALSE(server.has_ended());
    CHECK(replies > 100);
    CHECK(backups > 0);

    // The first third is for filling caches and heaps.
    const auto middle = [&](auto member) { return usual(footprints, 1. / 3, 2. / 3, member); };
    const auto last = [&](auto member) { return usual(footprints, 2. / 3, 1, member); };
    std::cout << replies << " replies, " << changes << " changes of the folder, " << backups << " backups; memory "
              << middle(&Footprint::resident_kb) << " then " << last(&Footprint::resident_kb) << " kB, files "
              << middle(&Footprint::files) << " then " << last(&Footprint::files) << ", threads "
              << middle(&Footprint::threads) << " then " << last(&Footprint::threads) << '\n';
    CHECK(last(&Footprint::files) <= middle(&Footprint::files) + 16);
    CHECK(last(&Footprint::threads) <= middle(&Footprint::threads) + 4);
    CHECK(last(&Footprint::resident_kb) <= middle(&Footprint::resident_kb) * 11 / 10 + 16 * 1024);

    const Ended restored = run_program({"restore", "--archive", temp / "restored", temp / "copy.backup"});
    CHECK_MESSAGE(restored.exit_code == 0, restored.err);
    const Ended checked = run_program({"check", "--json", "--archive", temp / "restored"});
    CHECK(Json::parse(checked.out)["clean"] == true);
    server.signal(SIGTERM);
    CHECK(server.wait().exit_code == 0);
    const Ended check = run_program({"check", "--archive", temp / "archive"});
    CHECK_MESSAGE(check.exit_code == 0, check.out);
}
