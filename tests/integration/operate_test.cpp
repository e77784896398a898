// SPDX-License-Identifier: GPL-3.0-or-later
// What whoever runs a server relies on: settings by file and environment, the log, health, figures, how it stops.
#include "tests/support/program.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace broadsheet::test;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

fs::path write(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
    return path;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// A variable of the environment, as long as it lives.
class Variable {
public:
    Variable(std::string name, const std::string& value) : name_(std::move(name)) {
        ::setenv(name_.c_str(), value.c_str(), 1);
    }
    ~Variable() { ::unsetenv(name_.c_str()); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

private:
    std::string name_;
};

/// Two articles on trams, an archive that isn't there yet, and a server of them.
struct Newsroom {
    TempDir folder;
    fs::path articles = folder / "articles", archive = folder / "archive";

    Newsroom() {
        write(articles / "tram.txt", "Tram line opens\n\n2025-01-28\n\nThe new tram line opened on Tuesday morning.\n");
        write(articles / "bridge.txt",
              "Bridge closed\n\n2025-01-29\n\nThe old bridge was closed; trams turn before it.\n");
    }

    std::vector<std::string> serving(std::vector<std::string> more = {}) const {
        std::vector<std::string> arguments = {"serve",       "--archive", archive,         "--listen",
                                              "127.0.0.1:0", "--create",  "--ready-lag=10"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }

    void index() const { REQUIRE(run_program({"index", "--archive", archive, articles}).exit_code == 0); }
};

}  // namespace

TEST_CASE("config check names everything that is wrong with a file, with its place") {
    TempDir folder;
    const fs::path file = write(folder / "b.toml",
                                "archive = 7.5\n"
                                "listen = \"127.0.0.1:80\"\n"
                                "[serve]\n"
                                "cache-mb = \"many\"\n"
                                "cors = [\"https://a.example\", { x = 1 }]\n"
                                "cash-mb = 3\n"
                                "watch = \"maybe\"\n"
                                "[sevre]\n"
                                "drain = \"2s\"\n"
                                "[index]\n"
                                "jobs = 0\n"
                                "[index.more]\n"
                                "jobs = 1\n");
    const Ended ended = run_program({"config", "check", file});
    CHECK(ended.exit_code == 2);
    CHECK(ended.out == "");
    const std::string place = file.string() + ":";
    const std::pair<std::string, std::string> faults[] = {{"2:1: there is no setting listen.", "[serve] listen"},
                                                          {"4:1: [serve] cache-mb:", "many"},
                                                          {"5:8: cors:", "array"},
                                                          {"6:1: there is no setting [serve] cash-mb.", "cache-mb"},
                                                          {"7:1: [serve] watch:", "true or false"},
                                                          {"9:1: there is no section [sevre]", "[serve]?"},
                                                          {"11:1: [index] jobs:", "1 to 256"},
                                                          {"12:8: [index.more]", "sections within sections"}};
    CHECK_MESSAGE(lines_of(ended.err).size() == std::size(faults), ended.err);
    for (const auto& [beginning, word] : faults) {
        CAPTURE(beginning);
        const auto lines = lines_of(ended.err);
        const auto line =
            std::ranges::find_if(lines, [&](const auto& one) { return one.starts_with(place + beginning); });
        REQUIRE_MESSAGE(line != lines.end(), ended.err);
        CHECK_MESSAGE(has(*line, word), *line);
    }

    const Ended broken = run_program({"config", "check", write(folder / "c.toml", "[serve]\nlisten = \"x\nwatch")});
    CHECK(broken.exit_code == 2);
    CHECK_MESSAGE(has(broken.err, "c.toml:2:12:"), broken.err);
    CHECK(has(run_program({"config", "check", folder / "no.toml"}).err, "no.toml: there is no such file"));
    CHECK(has(run_program({"config", "check", "/dev/zero"}).err, "/dev/zero: is no file"));
}

TEST_CASE("any command refuses a file that is wrong, before it does anything") {
    TempDir folder;
    const fs::path file = write(folder / "b.toml", "archve = \"x\"\n");
    const Ended ended = run_program({"--config", file, "index", "--archive", folder / "archive", "."});
    CHECK(ended.exit_code == 2);
    CHECK_MESSAGE(has(ended.err, "b.toml:1:1: there is no setting archve. Did you mean archive?"), ended.err);
    CHECK(!fs::exists(folder / "archive"));
}

TEST_CASE("a flag goes before the environment, the environment before the file, the file before the default") {
    TempDir folder;
    const fs::path file = write(folder / "b.toml",
                                "archive = \"/of/file\"\nlog-level = \"debug\"\n"
                                "[serve]\nlisten = \"127.0.0.1:1\"\ncache-mb = 5\nsource = [\"/a\", \"/b, c\"]\n");
    const Variable named("BROADSHEET_CONFIG", file);
    const Variable archive("BROADSHEET_ARCHIVE", "/of/environment");
    const Variable listen("BROADSHEET_SERVE_LISTEN", "127.0.0.1:2");
    const Variable cors("BROADSHEET_SERVE_CORS", "https://a.example,https://b.example");
    const Ended ended = run_program({"config", "check", "--archive", "/of/flag"});
    REQUIRE_MESSAGE(ended.exit_code == 0, ended.err);
    const std::string place = file.string() + ":";
    for (const std::string& line :
         {"OK: " + file.string(), std::string("archive = \"/of/flag\"  # flag"),
          "log-level = \"debug\"  # " + place + "2:1",
          std::string("listen = \"127.0.0.1:2\"  # BROADSHEET_SERVE_LISTEN"), "cache-mb = 5  # " + place + "5:1",
          "source = [\"/a\", \"/b, c\"]  # " + place + "6:1",
          std::string("cors = [\"https://a.example\", \"https://b.example\"]  # BROADSHEET_SERVE_CORS"),
          std::string("watch = false  # default"), std::string("log-format = \"text\"  # default")})
        CHECK_MESSAGE(has(ended.out, line + "\n"), (line + "\n" + ended.out));

    const Variable wrong("BROADSHEET_INDEX_JOBS", "none");
    const Ended refused = run_program({"config", "check"});
    CHECK(refused.exit_code == 2);
    CHECK_MESSAGE(refused.err.starts_with("BROADSHEET_INDEX_JOBS: [index] jobs: "), refused.err);
}

TEST_CASE("config show is a file of all settings that changes nothing, and is valid when its lines are taken") {
    TempDir folder;
    const std::string shown = run_program({"config", "show"}).out;
    CHECK(run_program({"config", "check", write(folder / "a.toml", shown)}).exit_code == 0);
    CHECK(!std::regex_search(shown, std::regex("(^|\n)[a-z-]+ =")));
    // What has no default stands there empty.
    const std::string taken = std::regex_replace(shown, std::regex("(^|\n)#([a-z-]+ = )(?!\"\")"), "$1$2");
    const Ended ended = run_program({"config", "check", write(folder / "b.toml", taken)});
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(has(ended.out, "listen = \"127.0.0.1:8080\"  # " + (folder / "b.toml").string()));
    CHECK(has(shown, "(BROADSHEET_SERVE_CACHE_MB)"));
}

TEST_CASE("index takes its folders from a file, and says so if nobody names any") {
    const Newsroom news;
    const fs::path file =
        write(news.folder / "b.toml",
              "archive = \"" + news.archive.string() + "\"\n[index]\npath = [\"" + news.articles.string() + "\"]\n");
    const Ended ended = run_program({"--config", file, "--json", "index"});
    REQUIRE_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(Json::parse(ended.out)["added"] == 2);
    CHECK(has(run_program({"--config", file, "search", "tram"}).out, "line opens"));
    const Ended nothing = run_program({"index", "--archive", news.archive});
    CHECK(nothing.exit_code == 2);
    CHECK_MESSAGE(has(nothing.err, "name files or folders"), nothing.err);
}

TEST_CASE("a server without an archive makes one if told to, and is ready") {
    const Newsroom news;
    CHECK(run_program({"serve", "--archive", news.archive, "--listen", "127.0.0.1:0"}).exit_code == 1);
    Program server(news.serving());
    HttpClient client(server.first_line());
    CHECK(client.get("/healthz").body == "ok\n");
    const Reply ready = client.get("/readyz");
    CHECK(ready.status == 200);
    CHECK(ready.body.starts_with("ready, generation "));
    news.index();
    CHECK(eventually([&] { return Json::parse(client.get("/api/v1/search?q=tram").body)["totalResults"] == 2; }));
    const Json checks = Json::parse(client.get("/readyz?verbose=1").body);
    CHECK(checks["status"] == "ready");
    std::set<std::string> names;
    for (const auto& check : checks["checks"]) names.insert(check["name"].get<std::string>());
    CHECK(names == std::set<std::string>{"server", "index", "lag", "reindex", "disk"});
    CHECK(client.get("/readyz?verbos=1").status == 400);
    server.signal(SIGTERM);
    CHECK(server.wait().exit_code == 0);
}

TEST_CASE("figures name routes, never what was asked; every figure that monitoring files name is there") {
    const Newsroom news;
    news.index();
    Program server(news.serving({"--source", news.articles}));
    HttpClient client(server.first_line());
    CHECK(client.get("/api/v1/search?q=tram").status == 200);
    CHECK(client.get("/api/v1/search?q=tram").status == 200);
    CHECK(client.get("/api/v1/articles/1").status == 200);
    CHECK(client.get("/articles/4711").status == 404);
    CHECK(client.get("/secretplace").status == 404);
    std::string figures;
    CHECK(eventually([&] {
        figures = client.get("/metrics").body;
        return has(figures, "broadsheet_reindex_runs_total{result=\"success\"} 1\n");
    }));
    for (const std::string line :
         {"broadsheet_http_requests_total{route=\"/api/v1/search\",status=\"2xx\"} 2",
          "broadsheet_http_requests_total{route=\"/api/v1/articles/{id}\",status=\"2xx\"} 1",
          "broadsheet_http_requests_total{route=\"/articles/{id}\",status=\"4xx\"} 1",
          "broadsheet_http_requests_total{route=\"none\",status=\"4xx\"} 1",
          "broadsheet_http_request_duration_seconds_count{route=\"/api/v1/search\"} 2",
          "broadsheet_http_request_duration_seconds_bucket{route=\"/api/v1/search\",le=\"+Inf\"} 2",
          "broadsheet_reply_cache_requests_total{result=\"hit\"} 1", "broadsheet_http_requests_in_flight 1",
          "broadsheet_index_articles 2", "broadsheet_index_lag_changes 0", "broadsheet_up 1", "broadsheet_stopping 0"})
        CHECK_MESSAGE(has(figures, line + "\n"), (line + "\n" + figures));
    for (const std::string word : {"secretplace", "4711", "tram"}) CHECK(!has(figures, word));

    const std::regex name("\\b(broadsheet|process)_[a-z_]+\\b");
    int named = 0;
    for (const char* file : {"alerts.yml", "dashboard.json"}) {
        const std::string text = read_file(repository() / "packaging/monitoring" / file);
        for (std::sregex_iterator it(text.begin(), text.end(), name), end; it != end; ++it, ++named)
            CHECK_MESSAGE(has(figures, "\n" + it->str()), it->str());
    }
    CHECK(named > 40);
}

TEST_CASE("the log says what was asked for without the query, one record a line") {
    const Newsroom news;
    news.index();
    Program server(news.serving({"--log-format", "json", "--access-log"}));
    {
        HttpClient client(server.first_line());
        CHECK(client.get("/api/v1/search?q=verysecretquery").status == 200);
        CHECK(client.get("/articles/1?q=verysecretquery").status == 200);
        CHECK(client.get("/caf%C3%A9%E2%80%AE%C2%9B").status == 404);
    }
    server.signal(SIGTERM);
    const Ended ended = server.wait();
    std::vector<Json> requests;
    std::set<std::string> events;
    for (const std::string& line : lines_of(ended.err)) {
        const Json record = Json::parse(line, nullptr, false);
        REQUIRE_MESSAGE(record.is_object(), line);
        CHECK(record.contains("time"));
        events.insert(record["event"].get<std::string>());
        if (record["event"] == "request") requests.push_back(record);
        for (const char c : line) CHECK((c >= ' ' && c < 0x7f));
    }
    CHECK(events == std::set<std::string>{"server.started", "request", "server.stopping", "server.stopped"});
    REQUIRE(requests.size() == 3);
    CHECK(requests[0]["path"] == "/api/v1/search");
    CHECK(requests[0]["method"] == "GET");
    CHECK(requests[0]["status"] == 200);
    CHECK(requests[0]["bytes"] > 100);
    CHECK(requests[0]["ms"].is_number());
    CHECK(!requests[0].contains("client"));
    CHECK(!has(ended.err, "verysecretquery"));
}

TEST_CASE("nothing of requests is in the log unless asked for") {
    const Newsroom news;
    Program server(news.serving());
    HttpClient(server.first_line()).get("/articles/1");
    server.signal(SIGTERM);
    const Ended ended = server.wait();
    CHECK(has(ended.err, " info server.started version="));
    CHECK_MESSAGE(!has(ended.err, "/articles"), ended.err);
}

TEST_CASE("a server that is told to stop is unready at first, and answers still; told again it ends at once") {
    const Newsroom news;
    news.index();
    Program server(news.serving({"--drain", "1s"}));
    HttpClient client(server.first_line());
    CHECK(client.get("/readyz").status == 200);
    server.signal(SIGTERM);
    CHECK(eventually([&] { return client.get("/readyz").status == 503; }));
    CHECK(client.get("/api/v1/search?q=tram").status == 200);
    CHECK(client.get("/healthz").status == 200);
    CHECK(server.wait().exit_code == 0);

    Program patient(news.serving({"--drain", "1h"}));
    HttpClient asks(patient.first_line());
    patient.signal(SIGTERM);
    CHECK(eventually([&] { return asks.get("/readyz").status == 503; }));
    // The records come before the signals are let through; from then on the next one ends it.
    CHECK(eventually([&] {
        patient.signal(SIGTERM);
        return patient.has_ended();
    }));
    CHECK(patient.wait().signal == SIGTERM);
}

TEST_CASE("whoever starts the service is told that it is ready, lives and stops") {
    const Newsroom news;
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = news.folder / "notify";
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    const timeval patience{30, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const auto next = [&] {
        char text[200];
        const ssize_t got = ::recv(socket, text, sizeof text, 0);
        return std::string(text, got > 0 ? static_cast<std::size_t>(got) : 0);
    };
    const Variable named("NOTIFY_SOCKET", path);
    const Variable watched("WATCHDOG_USEC", "300000");
    Program server(news.serving());
    CHECK(next() == "READY=1");
    for (int i = 0; i < 3; ++i) CHECK(next() == "WATCHDOG=1");
    server.signal(SIGTERM);
    std::string message = next();
    while (message == "WATCHDOG=1") message = next();
    CHECK(message == "STOPPING=1");
    CHECK(server.wait().exit_code == 0);
    ::close(socket);
}
