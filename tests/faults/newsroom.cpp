// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/newsroom.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>

namespace broadsheet::test {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

constexpr int articles_in_file = 40;

}  // namespace

Newsroom::Newsroom() {
    fs::create_directories(file("in"));
}

void Newsroom::write(int files) {
    ++version_;
    for (int number = 0; number < files; ++number) {
        std::ofstream out(file("in/" + std::to_string(number) + ".jsonl"));
        for (int i = 0; i < articles_in_file; ++i) {
            const int version = i % 2 == 0 ? version_ : 1;
            out << R"({"id":")" << number << '-' << i << R"(","source":"Faultline","title":"Story )" << number << ' '
                << i << R"(","date":"2025-01-0)" << 1 + i % 9 << R"(","text":"Version )" << version
                << " of the report from town " << i << " in county " << number
                << ", where the mayor opened a new bridge over the river.\"}\n";
        }
    }
    articles_ = static_cast<std::size_t>(files * articles_in_file);
}

Ended Newsroom::run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--archive", archive()});
    return run_program(arguments);
}

Ended Newsroom::run_with(const std::string& fault, std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--archive", archive()});
    return Program(arguments, {fault}, program_with_faults()).wait();
}

std::map<std::string, int> Newsroom::ids() const {
    std::map<std::string, int> ids;
    for (int page = 1;; ++page) {
        const Ended ended = run({"search", "bridge", "--json", "--page-size", "200", "--page", std::to_string(page)});
        REQUIRE_MESSAGE(ended.exit_code == 0, ended.err);
        const Json reply = Json::parse(ended.out);
        for (const Json& article : reply["articles"])
            CHECK_MESSAGE(ids.emplace(article["title"], article["id"]).second, article["title"]);
        if (reply["articles"].size() < 200) return ids;
    }
}

void Newsroom::require_clean() const {
    const Ended check = run({"check", "--json"});
    CHECK_MESSAGE(check.exit_code == 0, check.out, check.err);
    static const std::set<std::string> known = {"articles.db",     "articles.db-wal", "articles.db-shm",
                                                "searches.db",     "index",           "lock",
                                                "searches.db-wal", "searches.db-shm"};
    for (const auto& entry : fs::directory_iterator(archive()))
        CHECK_MESSAGE(known.contains(entry.path().filename().string()), entry.path());
    for (const auto& entry : fs::directory_iterator(archive() + "/index")) {
        const std::string name = entry.path().filename();
        CHECK_MESSAGE((name.find(".new") == std::string::npos && !name.starts_with("build-")), name);
    }
}

void Newsroom::require_whole(const std::map<std::string, int>& before) const {
    const Ended ended = index();
    REQUIRE_MESSAGE(ended.exit_code == 0, ended.err);
    require_clean();
    CHECK(Json::parse(run({"check", "--json"}).out)["lag"] == 0);
    const std::map<std::string, int> now = ids();
    CHECK(now.size() == articles_);
    for (const auto& [title, id] : before) CHECK_MESSAGE(now.at(title) == id, title);
}

}  // namespace broadsheet::test
