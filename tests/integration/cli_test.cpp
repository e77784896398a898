// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as scripts use it: exit codes, what is on stdout, and the members of --json.
#include "tests/support/program.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <fstream>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace broadsheet::test;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

std::vector<Json> lines_of(const std::string& text) {
    std::vector<Json> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin);
        lines.push_back(Json::parse(text.substr(begin, end - begin)));
        if (end == std::string::npos) break;
        begin = end + 1;
    }
    return lines;
}

std::vector<std::string> names_of(const Json& object) {
    std::vector<std::string> names;
    for (const auto& [name, value] : object.items()) names.push_back(name);
    return names;
}

/// A folder with some articles, and commands on the archive made of it.
class Desk {
public:
    Desk() {
        temp_.write("in/tram.txt",
                    "The tram returns\n\nBy Mei Tan\n\nAfter ten years the tram is back on Harbour Street.\n");
        temp_.write("in/two.jsonl",
                    "{\"id\":\"a\",\"title\":\"Open-source ferry\",\"text\":\"A ferry with an open-source "
                    "engine.\",\"source\":\"Harbour Wire\",\"date\":\"2025-01-28\"}\n"
                    "{\"id\":\"b\",\"title\":\"Bridge closed\",\"text\":\"The bridge is closed until "
                    "May.\",\"source\":\"Harbour Wire\",\"date\":\"2024-11-02\"}\n");
    }

    fs::path in() const { return temp_ / "in"; }
    const TempDir& temp() const { return temp_; }

    Ended run(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin() + 1, {"--archive", (temp_ / "archive").string()});
        return run_program(arguments);
    }
    Ended run_index(std::vector<std::string> more = {}) const {
        more.insert(more.begin(), {"index", in().string()});
        return run(more);
    }

private:
    TempDir temp_;
};

}  // namespace

TEST_CASE("cli: index prints figures, and with --json the contract's one line") {
    const Desk desk;
    const Ended first = desk.run_index();
    CHECK(first.exit_code == 0);
    CHECK(first.out.find("3 added, 0 updated, 0 removed, 0 unchanged, 0 rejected; 2 files") == 0);
    const Ended second = desk.run_index({"--json"});
    CHECK(second.exit_code == 0);
    const std::vector<Json> lines = lines_of(second.out);
    REQUIRE(lines.size() == 1);
    CHECK(nlohmann::ordered_json::parse(second.out)
              .dump()
              .starts_with(R"({"scanned":2,"added":0,"updated":0,"unchanged":3,"removed":0,"rejected":0,"seconds":)"));
    CHECK(names_of(lines[0]) == std::vector<std::string>{"added", "bytes", "generation", "rejected", "removed",
                                                         "scanned", "seconds", "unchanged", "updated"});
}

TEST_CASE("cli: exit codes are 0 done, 1 failed, 2 wrong usage, 3 rejected under --strict") {
    const Desk desk;
    CHECK(desk.run_index().exit_code == 0);
    CHECK(desk.run({"search", "tram"}).exit_code == 0);
    CHECK(desk.run({"search", "zebra"}).exit_code == 0);  // nothing found is an answer
    CHECK(desk.run({"show", "999"}).exit_code == 1);
    CHECK(run_program({"search", "tram", "--archive", desk.temp() / "nowhere"}).exit_code == 1);
    desk.temp().write("in/empty.txt", "");
    CHECK(desk.run_index().exit_code == 0);
    CHECK(desk.run_index({"--strict"}).exit_code == 3);
    const Ended problems = desk.run({"problems"});
    CHECK(problems.exit_code == 0);
    CHECK(problems.out.find("empty.txt") != std::string::npos);
    const std::vector<Json> lines = lines_of(desk.run({"problems", "--json"}).out);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0]["file"].get<std::string>().ends_with("empty.txt"));
    CHECK(lines[0]["reason"] == "the file is empty");
}

TEST_CASE("cli: wrong usage exits with 2, says why on stderr and nothing on stdout") {
    const Desk desk;
    REQUIRE(desk.run_index().exit_code == 0);
    const std::vector<std::vector<std::string>> wrong = {{"nonsense"},
                                                         {"index"},
                                                         {"index", desk.in() / "misspelt"},
                                                         {"index", desk.in(), "--formatt", "csv"},
                                                         {"index", desk.in(), "--format", "docx"},
                                                         {"index", desk.in(), "--every", "soon"},
                                                         {"index", desk.in() / "misspelt", "--watch"},
                                                         {"index", desk.in(), "--jobs", "0"},
                                                         {"search", "tram", "--colour"},
                                                         {"search", "tram", "--sort-by", "size"},
                                                         {"search", "tram", "--from", "yesterdayish"},
                                                         {"search", "tram", "--page-size", "1000"},
                                                         {"search", "tram", "--facets", "colour"},
                                                         {"search", "tram", "--freshness", "soon"},
                                                         {"search", "tram", "--article", "x"},
                                                         {"show"},
                                                         {"show", "x"},
                                                         {"show", "1", "--format", "docx"},
                                                         {"serve", "--listen", "nowhere"},
                                                         {"serve", "--reindex", "1s"},
                                                         {"serve", "--watch"},
                                                         {"serve", "--source", desk.in(), "--reindex", "often"}};
    for (const auto& arguments : wrong) {
        const Ended ended = desk.run(arguments);
        CAPTURE(arguments.back());
        CHECK(ended.exit_code == 2);
        CHECK(ended.out == "");
        CHECK(ended.err != "");
    }
    CHECK(run_program({}).exit_code == 2);
    CHECK(run_program({"--help"}).exit_code == 0);
    CHECK(run_program({"--version"}).out.starts_with("broadsheet "));
    CHECK(run_program({"search", "--help"}).out.find("--sort-by") != std::string::npos);
}

TEST_CASE("cli: search prints articles with their matches, and with --json the reply of REST") {
    const Desk desk;
    desk.run_index();
    const Ended text = desk.run({"search", "open-source"});
    CHECK(text.out.starts_with("1 article in "));
    CHECK(text.out.find("*Open-source* ferry") != std::string::npos);
    CHECK(text.out.find("*open-source* engine") != std::string::npos);

    const Json reply = Json::parse(
        desk.run({"search", "--json", "open-source", "OR", "bridge", "--sort-by", "oldest", "--facets", "source"}).out);
    CHECK(reply["status"] == "ok");
    CHECK(reply["totalResults"] == 2);
    CHECK(reply["articles"][0]["title"] == "Bridge closed");
    CHECK(reply["articles"][1]["source"]["id"] == "harbour-wire");
    CHECK(reply["articles"][1]["publishedAt"] == "2025-01-28");
    CHECK(reply["articles"][1]["snippets"][0]["html"].get<std::string>().find("<mark>open-source</mark>") !=
          std::string::npos);
    CHECK(reply["facets"]["source"][0]["count"] == 2);
    const Json none = Json::parse(desk.run({"search", "--json", "bridge", "--from", "2025"}).out);
    CHECK(none["totalResults"] == 0);
    CHECK(Json::parse(desk.run({"search", "--json"}).out)["totalResults"] == 3);
    CHECK(Json::parse(desk.run({"search", "--json", "tram -bridge"}).out)["totalResults"] == 1);
}

TEST_CASE("cli: search notes on stderr what it noticed about the query") {
    const Desk desk;
    desk.temp().write("in/lab.txt",
                      "A ferry laboratory\n\nTwo ferries sail on opensource software.\n\n"
                      "Nobody there waits for artificial general intelligence (AGI).\n");
    desk.run_index();
    const Ended either = desk.run({"search", "ferry", "OR", "tram"});
    CHECK(either.out.starts_with("3 articles in "));
    CHECK(either.err.find("understood as: ferry | tram\n") != std::string::npos);
    CHECK(either.err.find("ferries 1") != std::string::npos);
    CHECK(desk.run({"search", "tram"}).err == "");
    const Ended forms = desk.run({"search", "open-source"});
    CHECK(forms.err.find("matched: ") != std::string::npos);
    CHECK(forms.err.find("opensource 1") != std::string::npos);
    const Ended misspelt = desk.run({"search", "brigde"});
    CHECK(misspelt.out.starts_with("0 articles in "));
    CHECK(misspelt.err.find("Did you mean bridge (1 article)?") != std::string::npos);
    CHECK(desk.run({"search", "AGI"}).err == "AGI: artificial general intelligence (1)\n");
    CHECK(desk.run({"search", "\"harbour street"}).err.find("note: ") != std::string::npos);
}

TEST_CASE("cli: search --explain says why, and --article also why not") {
    const Desk desk;
    desk.run_index();
    const Ended text = desk.run({"search", "--explain", "ferry -bus"});
    CHECK(text.out.find("✓ ferry") != std::string::npos);
    CHECK(text.out.find("✓ -bus") != std::string::npos);
    CHECK(text.out.find("Score ") != std::string::npos);
    CHECK(desk.run({"search", "ferry"}).out.find("✓") == std::string::npos);
    const Json found = Json::parse(desk.run({"search", "--json", "--explain", "ferry"}).out);
    CHECK(found["articles"][0]["explanation"]["clauses"][0]["clause"] == "ferry");

    const Json bridge = Json::parse(desk.run({"search", "--json", "bridge"}).out)["articles"][0];
    const std::string id = std::to_string(bridge["id"].get<int>());
    const Ended missed = desk.run({"search", "ferry", "--article", id});
    CHECK(missed.exit_code == 0);
    CHECK(missed.out.find("Why article " + id + " isn't found:\n") != std::string::npos);
    CHECK(missed.out.find("✗ ferry") != std::string::npos);
    CHECK(desk.run({"search", "bridge", "--article", id}).out.find("is found:\n") != std::string::npos);
    const Json reply = Json::parse(desk.run({"search", "ferry", "--article", id, "--json"}).out);
    CHECK(reply["explanation"]["id"] == bridge["id"]);
    CHECK(reply["explanation"]["matches"] == false);
    CHECK(reply["totalResults"] == 1);
    const Ended absent = desk.run({"search", "ferry", "--article", "999"});
    CHECK(absent.exit_code == 1);
    CHECK(absent.err.find("no article 999") != std::string::npos);
    CHECK(desk.run({"search", "ferry", "--freshness", "30d"}).out.starts_with("1 article in "));
}

TEST_CASE("cli: show and extract print an article") {
    const Desk desk;
    desk.run_index();
    const Json hit = Json::parse(desk.run({"search", "--json", "ferry"}).out)["articles"][0];
    const std::string id = std::to_string(hit["id"].get<int>());
    const Json shown = Json::parse(desk.run({"show", id, "--json"}).out);
    CHECK(shown["title"] == "Open-source ferry");
    CHECK(shown["body"] == "A ferry with an open-source engine.");
    CHECK(shown["provenance"]["path"].get<std::string>().ends_with("two.jsonl"));
    const Ended text = desk.run({"show", id});
    CHECK(text.out.starts_with("Open-source ferry\n"));
    CHECK(text.out.find("Published: 2025-01-28") != std::string::npos);

    const Ended extracted = run_program({"extract", desk.in() / "two.jsonl", desk.in() / "tram.txt"});
    CHECK(extracted.exit_code == 0);
    const std::vector<Json> lines = lines_of(extracted.out);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0]["key"] == "a");
    CHECK(lines[1]["body"] == "The bridge is closed until May.");
    CHECK(lines[2]["title"] == "The tram returns");
    CHECK(lines[2]["authors"] == Json{"Mei Tan"});
    const Ended failed = run_program({"extract", desk.in() / "missing.txt"});
    CHECK(failed.exit_code == 1);
    CHECK(failed.err.find("missing.txt") != std::string::npos);
}

TEST_CASE("cli: text from articles can't steer the terminal") {
    const Desk desk;
    desk.temp().write(
        "in/evil.jsonl",
        "{\"title\":\"Evil \\u001b[31m red\",\"text\":\"Look \\u001b]0;pwned\\u0007 at \\u202e this evil.\"}\n");
    desk.run_index();
    for (const char* command : {"search", "show"}) {
        const std::string id =
            std::to_string(Json::parse(desk.run({"search", "--json", "evil"}).out)["articles"][0]["id"].get<int>());
        const Ended ended = desk.run({command, command == std::string("show") ? id : "evil"});
        CHECK(ended.out.find("Evil") != std::string::npos);
        CHECK(ended.out.find('\x1b') == std::string::npos);
        CHECK(ended.out.find('\x07') == std::string::npos);
        CHECK(ended.out.find("\u202e") == std::string::npos);
    }
}

TEST_CASE("cli: a plain file whose first line begins with a date gives date, title and text") {
    const Desk desk;
    desk.temp().write("in/wire.txt",
                      " date 2025-01-28 The harbour master of Port Ellery has in a few weeks become the face of the "
                      "town's ferry trade. "
                      "Until then hardly anybody knew her name.\n\nShe was asked about AGI, Artificial General "
                      "Intelligence, and laughed.\n");
    desk.run_index();
    const Json article =
        Json::parse(desk.run({"search", "--json", "\"Artificial General Intelligence\""}).out)["articles"].at(0);
    CHECK(article["publishedAt"] == "2025-01-28");
    CHECK(article["datePrecision"] == "day");
    CHECK(article["title"].get<std::string>().starts_with("The harbour master of Port Ellery"));
    CHECK(article["title"].get<std::string>().find("date") == std::string::npos);
    const Json shown = Json::parse(desk.run({"show", std::to_string(article["id"].get<int>()), "--json"}).out);
    CHECK(shown["body"].get<std::string>().find("2025-01-28") == std::string::npos);
}

TEST_CASE("cli: check, rebuild, compact and stats look after the archive") {
    const Desk desk;
    desk.run_index();
    desk.temp().write("in/late.txt", "Late edition\n\nAn article that came late.\n");
    desk.run_index();
    CHECK(desk.run({"check"}).out.starts_with("Clean: 4 articles, 2 segments"));
    const Json compacted = Json::parse(desk.run({"compact", "--json"}).out);
    CHECK(compacted["segments"] == 1);
    fs::remove_all(desk.temp() / "archive/index");
    const Ended broken = desk.run({"check"});
    CHECK(broken.exit_code == 1);
    CHECK(broken.out.find("broadsheet rebuild") != std::string::npos);
    CHECK(desk.run({"search", "tram"}).exit_code == 1);
    CHECK(desk.run({"rebuild"}).exit_code == 0);
    const Json check = Json::parse(desk.run({"check", "--json"}).out);
    CHECK(check["clean"] == true);
    CHECK(check["articles"] == 4);
    CHECK(check["indexed"] == 4);
    CHECK(Json::parse(desk.run({"search", "--json", "tram"}).out)["totalResults"] == 1);
    const Json stats = Json::parse(desk.run({"stats", "--json"}).out);
    CHECK(stats["articles"] == 4);
    CHECK(stats["sources"] == 1);
    CHECK(stats["first"] == "2024-11-02");
    CHECK(stats["recordBytes"] > 0);
    CHECK(desk.run({"stats"}).out.find("Harbour Wire") != std::string::npos);
    for (const char* command : {"check", "rebuild", "compact", "stats", "problems"}) {
        CHECK(run_program({command, "--archive", desk.temp() / "nowhere"}).exit_code == 1);
        CHECK_FALSE(fs::exists(desk.temp() / "nowhere"));
    }
}

TEST_CASE("cli: a second writer is told that another `broadsheet index` runs") {
    const Desk desk;
    desk.run_index();
    const fs::path lock_file = desk.temp() / "archive/lock";
    const int lock = ::open(lock_file.c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(::flock(lock, LOCK_EX | LOCK_NB) == 0);  // as the first writer does
    const Ended second = desk.run_index();
    CHECK(second.exit_code == 1);
    CHECK(second.err.find("`broadsheet index`") != std::string::npos);
    ::close(lock);
    CHECK(desk.run_index().exit_code == 0);
}

TEST_CASE("cli: index --every holds the archive only while it runs") {
    const Desk desk;
    Program first({"index", "--archive", desk.temp() / "archive", "--every", "1h", "--json", desk.in()});
    REQUIRE(first.first_line() != "");
    CHECK(eventually([&desk] { return desk.run_index().exit_code == 0; }));
    first.signal(SIGTERM);
    const Ended ended = first.wait();
    CHECK(ended.signal == 0);
    CHECK(ended.exit_code == 0);
}

TEST_CASE("cli: index --prune removes what a missing folder keeps") {
    const Desk desk;
    desk.run_index();
    fs::remove_all(desk.in());
    const Ended kept = desk.run_index({"--json"});
    CHECK(kept.exit_code == 0);
    CHECK(lines_of(kept.out).at(0)["removed"] == 0);
    CHECK(kept.err.find("--prune") != std::string::npos);
    CHECK(lines_of(desk.run_index({"--json", "--prune"}).out).at(0)["removed"] == 3);
}

TEST_CASE("cli: index --dry-run makes no archive") {
    const Desk desk;
    const Ended ended = desk.run_index({"--dry-run"});
    CHECK(ended.exit_code == 0);
    CHECK(ended.out.starts_with("Would have 3 added"));
    CHECK_FALSE(fs::exists(desk.temp() / "archive"));
}

TEST_CASE("cli: a server names its address first, answers, and ends with SIGTERM") {
    const Desk desk;
    desk.run_index();
    Program server({"serve", "--archive", desk.temp() / "archive", "--listen", "127.0.0.1:0"});
    const std::string url = server.first_line();
    HttpClient client(url);
    CHECK(Json::parse(client.get("/api/v1/search?q=ferry").body)["totalResults"] == 1);
    CHECK(client.get("/?q=ferry").body.find("<mark>") != std::string::npos);
    const Reply wrong = client.get("/api/v1/search?q=ferry&colour=red");
    CHECK(wrong.status == 400);
    CHECK(Json::parse(wrong.body)["param"] == "colour");
    const std::string address = url.substr(7, url.size() - 8);
    const Ended second = run_program({"serve", "--archive", desk.temp() / "archive", "--listen", address});
    CHECK(second.exit_code == 1);
    CHECK(second.err.find(address.substr(address.find(':') + 1)) != std::string::npos);
    server.signal(SIGTERM);
    CHECK(server.wait().exit_code == 0);
}
