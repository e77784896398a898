// SPDX-License-Identifier: GPL-3.0-or-later
// Keys as whoever runs a server makes them, and what they open there.
#include "tests/support/program.h"

#include <doctest/doctest.h>

using namespace broadsheet::test;

namespace {

/// An archive of one article, and commands on it.
class Desk {
public:
    Desk() {
        temp_.write("in/tram.txt", "The tram returns\n\nThe tram is back on Harbour Street.\n");
        REQUIRE(run({"index", temp_ / "in"}).exit_code == 0);
    }
    Ended run(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin() + 1, {"--archive", temp_ / "archive"});
        return run_program(arguments);
    }
    std::string archive() const { return temp_ / "archive"; }
    const TempDir& temp() const { return temp_; }

private:
    TempDir temp_;
};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("cli: a key's secret is on stdout alone, once, and opens a closed server until the key is revoked") {
    const Desk desk;
    const Ended made = desk.run({"key", "add", "desk", "--scope", "read", "--expires", "90d"});
    CHECK(made.exit_code == 0);
    CHECK(made.out.starts_with("bs_"));
    CHECK(made.out.size() == 60);  // with the end of its line
    CHECK(has(made.err, "It is shown only now"));
    const std::string secret = made.out.substr(0, 59);

    Program server({"serve", "--archive", desk.archive(), "--listen", "127.0.0.1:0", "--closed-reading"});
    HttpClient client(server.first_line());
    CHECK(client.get("/healthz").status == 200);
    CHECK(client.get("/api/v1/search?q=tram").status == 401);
    CHECK(client.get("/v2/everything?q=tram&apiKey=" + secret).status == 200);

    const Ended list = desk.run({"key", "list", "--json"});
    CHECK(has(list.out, R"("name":"desk","scope":"read")"));
    CHECK_FALSE(has(list.out, R"("lastUsedAt":null)"));
    CHECK_FALSE(has(list.out, secret));
    CHECK(desk.run({"key", "revoke", "desk"}).exit_code == 0);
    CHECK(client.get("/v2/everything?q=tram&apiKey=" + secret).status == 401);

    const Ended audit = desk.run({"audit"});
    CHECK(has(audit.out, "key.add  desk (1), read"));
    CHECK(has(audit.out, "key.revoke  desk (1), read"));
    CHECK(has(desk.run({"audit", "--json", "--limit", "1"}).out, R"("action":"key.revoke")"));
    server.signal(15);
    const Ended ended = server.wait();
    CHECK(ended.exit_code == 0);
    CHECK_FALSE(has(ended.out + ended.err, secret));
}

TEST_CASE("cli: what can't be a key, and what no server can be told, is refused with what is allowed") {
    const Desk desk;
    const auto refused = [&](const std::vector<std::string>& arguments, const std::string& reason) {
        const Ended ended = desk.run(arguments);
        CAPTURE(ended.err);
        CHECK(ended.exit_code == 2);
        CHECK(ended.out.empty());
        CHECK(has(ended.err, reason));
    };
    refused({"key", "add", "x", "--scope", "raed"}, "it takes read, write, admin");
    refused({"key", "add", "x"}, "needs --scope");
    refused({"key", "add", "--scope", "read"}, "needs a name");
    refused({"key", "add", "x", "--scope", "read", "--expires", "2020-01-01"}, "has passed already");
    refused({"key", "add", "x", "--scope", "read", "--expires", "soon"}, "such as 90d");
    refused({"key", "add", "7", "--scope", "read"}, "can't be a number");
    refused({"key", "lsit"}, "Did you mean list?");
    refused({"serve", "--host", "news.example:80"}, "without a port");
    refused({"serve", "--trusted-proxy", "proxy.example"}, "expected an address");
    refused({"serve", "--open-reading", "--closed-reading"}, "closed-reading");
    CHECK(desk.run({"key", "revoke", "nobody"}).exit_code == 1);
    CHECK(desk.run({"key", "add", "x", "--scope", "read"}).exit_code == 0);
    refused({"key", "add", "x", "--scope", "write"}, "there is a key 'x' already");
    CHECK(run_program({"key", "list", "--archive", desk.temp() / "nowhere"}).exit_code == 1);
}
