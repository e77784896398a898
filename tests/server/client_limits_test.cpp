// SPDX-License-Identifier: GPL-3.0-or-later
// What one client may take, so that there is enough for the others.
#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <memory>
#include <vector>

#include "server/http/client_address.h"
#include "server/http/client_connections.h"
#include "server/http/client_limits.h"
#include "server/http/client_rates.h"
#include "tests/server/raw_client.h"

using namespace broadsheet;
using broadsheet::test::RawClient;
using broadsheet::test::Reply;
using broadsheet::test::RunningServer;

namespace {

std::string header_of(const HttpResponse& response, std::string_view name) {
    for (const auto& [known, value] : response.headers) {
        if (known == name) return value;
    }
    return {};
}

HttpRequest from(const std::string& address, const std::string& path = "/") {
    return {"GET", path, {}, {}, "", address};
}

HttpRequest forwarded(const std::string& value) {
    return {"GET", "/", {}, {{"x-forwarded-for", value}}, "", ""};
}

}  // namespace

TEST_CASE("client address: what a trusted proxy says last, and nobody else's word") {
    const std::vector<std::string> proxies = {"10.0.0.2", "::1"};
    CHECK(client_address("10.0.0.2", forwarded("1.2.3.4"), proxies) == "1.2.3.4");
    CHECK(client_address("::ffff:10.0.0.2", forwarded("6.6.6.6, 1.2.3.4"), proxies) == "1.2.3.4");
    CHECK(client_address("::1", forwarded("[2001:db8::7]:4711"), proxies) == "2001:db8::7");
    CHECK(client_address("::1", forwarded("2001:db8::7"), proxies) == "2001:db8::7");
    CHECK(client_address("10.0.0.2", forwarded("1.2.3.4:80"), proxies) == "1.2.3.4");
    CHECK(client_address("10.0.0.3", forwarded("1.2.3.4"), proxies) == "10.0.0.3");
    CHECK(client_address("10.0.0.2", forwarded("1.2.3.4"), {}) == "10.0.0.2");
    for (const char* nonsense : {"", ",", "unknown", "1.2.3.4, nonsense", "1.2.3", "[", "[]", "::1::", "\"1.2.3.4\""}) {
        CAPTURE(nonsense);
        CHECK(client_address("10.0.0.2", forwarded(nonsense), proxies) == "10.0.0.2");
    }
    HttpRequest twice = forwarded("9.9.9.9");
    twice.headers.emplace_back("x-forwarded-for", "1.2.3.4");
    CHECK(client_address("10.0.0.2", twice, proxies) == "1.2.3.4");
}

TEST_CASE("client address: one household is one client") {
    CHECK(client_network("2001:db8:1:2::1") == client_network("2001:db8:1:2:ffff::9"));
    CHECK(client_network("2001:db8:1:2::1") != client_network("2001:db8:1:3::1"));
    CHECK(client_network("10.0.0.1") != client_network("10.0.0.2"));
    CHECK(client_network("::ffff:10.0.0.1") == client_network("10.0.0.1"));
    CHECK(is_loopback("127.8.9.1"));
    CHECK(is_loopback("::1"));
    CHECK(is_loopback("::ffff:127.0.0.1"));
    CHECK_FALSE(is_loopback("127.0.0.1.evil.example"));
    CHECK_FALSE(is_loopback("unknown"));
    CHECK_FALSE(is_loopback("10.0.0.1"));
}

TEST_CASE("client rates: a quota at once, as much again in each window, and no memory without end") {
    ClientRates rates(10, 5, 100);
    const ClientRates::Time start{};
    for (std::uint32_t i = 0; i < 10; ++i) {
        const auto state = rates.take("10.0.0.1", start);
        CHECK(state.allowed);
        CHECK(state.remaining == 9 - i);
    }
    const auto refused = rates.take("10.0.0.1", start);
    CHECK_FALSE(refused.allowed);
    CHECK(refused.wait_s == 1);
    CHECK(refused.full_s == 5);
    CHECK(rates.take("10.0.0.2", start).allowed);
    CHECK(rates.take("10.0.0.1", start + std::chrono::milliseconds(500)).allowed);
    CHECK_FALSE(rates.take("10.0.0.1", start + std::chrono::milliseconds(500)).allowed);
    CHECK(rates.look("10.0.0.1", start + std::chrono::seconds(60)).remaining == 10);

    for (int i = 0; i < 10'000; ++i)
        rates.take("10.1." + std::to_string(i / 250) + "." + std::to_string(i % 250), start);
    CHECK_FALSE(rates.take("10.1.39.249", start + std::chrono::seconds(60)).remaining == 10);
}

TEST_CASE("client limits: told in headers, refused with 429, health and this machine free") {
    std::atomic<int> handled{0};
    const HttpHandler limited = with_client_limits(
        [&](const HttpRequest&) {
            ++handled;
            return HttpResponse();
        },
        1);
    const HttpResponse first = limited(from("10.0.0.1"));
    CHECK(first.status == 200);
    CHECK(header_of(first, "RateLimit-Policy") == "\"client\";q=10;w=10");
    CHECK(header_of(first, "RateLimit") == "\"client\";r=9;t=1");
    HttpResponse last;
    for (int i = 0; i < 100 && last.status != 429; ++i) last = limited(from("10.0.0.1"));
    CHECK(last.status == 429);
    CHECK(header_of(last, "Retry-After") == "1");
    CHECK(header_of(last, "RateLimit").starts_with("\"client\";r=0;t="));
    CHECK(last.body.find("rate-limited") != std::string::npos);
    CHECK(limited(from("10.0.0.1", "/healthz")).status == 200);
    CHECK(limited(from("10.0.0.2")).status == 200);
    const int before = handled;
    for (int i = 0; i < 100; ++i) CHECK(limited(from("127.0.0.1")).status == 200);
    CHECK(handled == before + 100);
    CHECK(header_of(limited(from("127.0.0.1")), "RateLimit").empty());
}

TEST_CASE("client connections: so many a client, places come back, this machine and proxies uncounted") {
    std::vector<std::shared_ptr<void>> held;
    {
        ClientConnections clients(3, {"10.0.0.2"});
        for (int i = 0; i < 3; ++i) held.push_back(clients.enter("2001:db8::" + std::to_string(i)));
        CHECK(held.back());
        CHECK_FALSE(clients.enter("2001:db8::77"));
        CHECK(clients.enter("2001:db8:0:1::"));
        held.pop_back();
        CHECK(clients.enter("2001:db8::77"));
        std::vector<std::shared_ptr<void>> more;
        for (int i = 0; i < 10; ++i) {
            more.push_back(clients.enter("127.0.0.1"));
            more.push_back(clients.enter("10.0.0.2"));
        }
        for (const auto& place : more) CHECK(place);
    }
    held.clear();  // a connection may outlive the count
}

TEST_CASE("attack: health is told while every worker is busy and the queue is full") {
    std::promise<void> release;
    const std::shared_future<void> released = release.get_future().share();
    std::atomic<int> begun{0};
    HttpLimits limits;
    limits.workers = 2;
    limits.queue_max = 1;
    limits.health_path = "/healthz";
    RunningServer server(
        [&](const HttpRequest&) {
            ++begun;
            released.wait();
            return HttpResponse();
        },
        limits);
    std::vector<std::unique_ptr<RawClient>> busy;
    const auto add = [&] {
        busy.push_back(std::make_unique<RawClient>(server.port()));
        busy.back()->send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    };
    for (int worker = 1; worker <= 2; ++worker) {
        add();
        while (begun < worker) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    add();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));  // until it is queued
    for (int i = 0; i < 4; ++i) add();
    int refused = 0;
    for (std::size_t i = 3; i < busy.size(); ++i) refused += busy[i]->receive().status == 503 ? 1 : 0;
    CHECK(refused == 4);
    const Reply health = server.get("/healthz");
    CHECK(health.status == 200);
    CHECK(health.body == "ok\n");
    CHECK(server.get("/healthzz").status == 503);
    release.set_value();
    for (std::size_t i = 0; i < 3; ++i) CHECK(busy[i]->receive().status == 200);
}

TEST_CASE("attack: bodies that don't come hold no more than their share of workers and memory") {
    HttpLimits limits;
    limits.workers = 4;
    limits.bodies_max = 2;
    limits.body_bytes_max = 1000;
    RunningServer server([](const HttpRequest&) { return HttpResponse(); }, limits);
    const std::string start = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ";
    std::vector<std::unique_ptr<RawClient>> slow;
    for (int i = 0; i < 6; ++i) {
        slow.push_back(std::make_unique<RawClient>(server.port()));
        slow.back()->send(start + "10\r\n\r\n12345");
    }
    CHECK(server.get("/").status == 200);
    CHECK(server.ask(start + "1\r\n\r\nx").status == 503);
    int answered = 0;
    for (auto& client : slow) {
        client->send("67890");
        answered += client->receive().status == 200 ? 1 : 0;
    }
    CHECK(answered == 2);
    CHECK(server.ask(start + "1000\r\n\r\n" + std::string(1000, 'x')).status == 200);
}
