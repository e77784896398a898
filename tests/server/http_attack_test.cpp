// SPDX-License-Identifier: GPL-3.0-or-later
// Every attack that brought a plain httplib::Server down or round its rules, as a regression test.
#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <memory>
#include <vector>

#include "server/http/http.h"
#include "tests/server/raw_client.h"

using namespace broadsheet;
using broadsheet::test::RawClient;
using broadsheet::test::Reply;
using broadsheet::test::resident_bytes;
using broadsheet::test::RunningServer;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

HttpResponse hello(const HttpRequest&) {
    HttpResponse response;
    response.body = "hello";
    return response;
}

/// Counts the requests that reach the handler.
struct CountingServer {
    explicit CountingServer(HttpLimits limits = {})
        : server(
              [this](const HttpRequest& request) {
                  ++handled;
                  return hello(request);
              },
              std::move(limits)) {}

    std::atomic<int> handled{0};
    RunningServer server;
};

/// The refusal of a request: its status; the connection must end and the reply be a problem.
int refused(const RunningServer& server, std::string_view bytes) {
    RawClient client(server.port());
    client.send(bytes);
    const Reply reply = client.receive();
    CHECK(reply.header("Content-Type") == "application/problem+json");
    CHECK(reply.header("Connection") == "close");
    CHECK(reply.body.find("\"status\":" + std::to_string(reply.status)) != std::string::npos);
    CHECK(client.closed_within(std::chrono::seconds(2)));
    return reply.status;
}

/// More memory than any attack may cost; each sends or asks for more. Sanitizers hold freed memory back for a while.
constexpr std::size_t much = 64'000'000;

}  // namespace

TEST_CASE("attack: a chunked body is refused before it is read") {
    CountingServer counting;
    const std::string start = "POST / HTTP/1.1\r\nHost: a\r\n";
    CHECK(refused(counting.server, start + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n") == 411);
    CHECK(refused(counting.server, start + "Transfer-Encoding: gzip, chunked\r\n\r\n") == 411);
    CHECK(refused(counting.server, start + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n") == 411);
    CHECK(counting.handled == 0);

    const std::size_t before = resident_bytes();
    RawClient client(counting.server.port());
    client.send(start + "Transfer-Encoding: chunked\r\n\r\n");
    const std::string chunk = "100000\r\n" + std::string(0x100000, 'x') + "\r\n";
    for (int i = 0; i < 100 && client.send(chunk); ++i) {
    }
    CHECK(resident_bytes() < before + much);
}

TEST_CASE("attack: one endless header line costs no memory") {
    RunningServer server(hello);
    const std::size_t before = resident_bytes();
    RawClient client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
    const std::string piece(1'000'000, 'x');
    for (int i = 0; i < 100 && client.send(piece); ++i) {
    }
    CHECK(resident_bytes() < before + much);
    CHECK(refused(server, "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20'000, 'x')) == 431);
}

TEST_CASE("attack: a multitude of headers is refused") {
    RunningServer server(hello);
    std::string request = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (int i = 0; i < 500; ++i) request += "A: b\r\n";
    CHECK(refused(server, request + "\r\n") == 431);
    const std::size_t before = resident_bytes();
    RawClient client(server.port());
    client.send(request);
    std::string headers;
    for (int i = 0; i < 100'000; ++i) headers += "A: b\r\n";
    for (int i = 0; i < 150 && client.send(headers); ++i) {
    }
    CHECK(resident_bytes() < before + much);
}

TEST_CASE("attack: a long address is refused, also without an end") {
    RunningServer server(hello);
    CHECK(refused(server, "GET /" + std::string(9'000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n") == 414);
    CHECK(refused(server, "GET /" + std::string(12'000, 'x')) == 414);
    CHECK(server.get("/" + std::string(8'000, 'x')).status == 200);
}

TEST_CASE("attack: slow heads are cut at the deadline while others are served") {
    HttpLimits limits;
    limits.workers = 2;
    limits.header_deadline_ms = 400;
    RunningServer server(hello, limits);
    std::vector<std::unique_ptr<RawClient>> slow;
    for (int i = 0; i < 20; ++i) {
        slow.push_back(std::make_unique<RawClient>(server.port()));
        slow.back()->send("GET / HTTP/1.1\r\nHost");
    }
    const auto begun = steady_clock::now();
    std::atomic<bool> dripping{true};
    std::thread drip([&] {
        while (dripping) {
            for (auto& client : slow) client->send("x");
            std::this_thread::sleep_for(milliseconds(20));
        }
    });
    CHECK(server.get("/").status == 200);
    CHECK(steady_clock::now() - begun < milliseconds(300));
    int cut = 0;
    for (auto& client : slow) cut += client->receive().status == 408 ? 1 : 0;
    CHECK(cut == 20);
    CHECK(steady_clock::now() - begun < milliseconds(3'000));
    dripping = false;
    drip.join();
}

TEST_CASE("attack: a body that does not come is given up at its deadline, unseen by the handler") {
    HttpLimits limits;
    limits.body_deadline_ms = 200;
    CountingServer counting(limits);
    CHECK(refused(counting.server, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345") == 408);
    CHECK(counting.handled == 0);
}

TEST_CASE("attack: a body after GET is not taken for the next request") {
    CountingServer counting;
    const std::string smuggled = "GET /admin HTTP/1.1\r\nHost: a\r\n\r\n";
    for (const char* method : {"GET", "HEAD"}) {
        RawClient client(counting.server.port());
        client.send(std::string(method) +
                    " / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(smuggled.size()) + "\r\n\r\n");
        client.send(smuggled);
        const bool is_head = std::string_view(method) == "HEAD";
        CHECK(client.receive(is_head).status == 400);
        CHECK(client.closed_within(std::chrono::seconds(2)));
    }
    CHECK(counting.handled == 0);
}

TEST_CASE("attack: lengths that can be read in two ways are refused") {
    CountingServer counting;
    const std::string start = "POST / HTTP/1.1\r\nHost: a\r\n";
    for (const char* lengths :
         {"Content-Length: 5\r\nContent-Length: 5\r\n", "Content-Length: 5\r\ncontent-length: 6\r\n",
          "Content-Length: 5, 5\r\n", "Content-Length: +5\r\n", "Content-Length: -1\r\n", "Content-Length: 0x5\r\n",
          "Content-Length:\r\n", "Content-Length : 5\r\n"}) {
        CAPTURE(lengths);
        CHECK(refused(counting.server, start + lengths + "\r\nhello") == 400);
    }
    CHECK(refused(counting.server, start + "\r\n") == 411);
    CHECK(counting.handled == 0);
}

TEST_CASE("attack: a body over the limit is refused before it is read") {
    HttpLimits limits;
    limits.body_bytes_max = 1'000;
    CountingServer counting(limits);
    const std::string start = "POST / HTTP/1.1\r\nHost: a\r\n";
    CHECK(refused(counting.server, start + "Content-Length: 1001\r\n\r\n") == 413);
    CHECK(refused(counting.server, start + "Content-Length: 99999999999999999999999\r\n\r\n") == 413);
    CHECK(counting.handled == 0);
    const Reply most = counting.server.ask(start + "Content-Length: 1000\r\n\r\n" + std::string(1'000, 'x'));
    CHECK(most.status == 200);
}

TEST_CASE("attack: compressed and multipart bodies are refused") {
    CountingServer counting;
    const std::string start = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n";
    CHECK(refused(counting.server, start + "Content-Encoding: gzip\r\n\r\n\x1f\x8b") == 415);
    CHECK(refused(counting.server, start + "Content-Encoding: br\r\n\r\n12") == 415);
    CHECK(refused(counting.server, start + "Content-Type: Multipart/form-data; boundary=x\r\n\r\n12") == 415);
    CHECK(counting.handled == 0);
    CHECK(counting.server.ask(start + "Content-Encoding: identity\r\n\r\n12").status == 200);
}

TEST_CASE("attack: ranges, sane or overlapping by the thousand, get the whole page once") {
    HttpResponse page;
    page.body = std::string(1'000'000, 'p');
    page.content_type = "text/html";
    RunningServer server([&](const HttpRequest&) { return page; });
    std::string ranges = "Range: bytes=0-";
    while (ranges.size() < 8'000) ranges += ",0-";
    const std::size_t before = resident_bytes();
    for (const std::string& header : {ranges, std::string("Range: bytes=0-9"), std::string("Range: bytes=9999999-"),
                                      std::string("Range: nonsense")}) {
        const Reply reply = server.get("/", header + "\r\n");
        CHECK(reply.status == 200);
        CHECK(reply.body.size() == 1'000'000);
    }
    CHECK(resident_bytes() < before + much);
}

TEST_CASE("attack: a request without exactly one valid Host is refused") {
    CountingServer counting;
    CHECK(refused(counting.server, "GET / HTTP/1.1\r\n\r\n") == 400);
    CHECK(refused(counting.server, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n") == 400);
    CHECK(refused(counting.server, "GET / HTTP/1.1\r\nHost:\r\n\r\n") == 400);
    CHECK(refused(counting.server, "GET / HTTP/1.1\r\nHost: a/b@c\r\n\r\n") == 400);
    CHECK(counting.handled == 0);
}

TEST_CASE("attack: of an absolute address and a Host header that differ the handler sees the one that was checked") {
    RunningServer server([](const HttpRequest& request) {
        HttpResponse response;
        response.body = std::string(request.header("host").value_or("none"));
        return response;
    });
    RawClient client(server.port());
    client.send("GET http://news.example:80/feed.atom HTTP/1.1\r\nHost: evil.example\"><x\r\n\r\n");
    CHECK(client.receive().body == "news.example:80");
}

TEST_CASE("attack: addresses with control characters, broken escapes or bytes that are not UTF-8 are refused") {
    CountingServer counting;
    for (const char* target :
         {"/%00", "/a.js%00.html", "/%0a", "/?q=%0d%0aSet-Cookie:x", "/?q=%7f", "/%", "/%4", "/%zz", "/?q=%u0041",
          "/%ff", "/?%c3=1", "/%c0%af", "/%ed%a0%80", "/\x01", "no-slash", "*", "/a#b", "/a b", "https://a/"}) {
        CAPTURE(target);
        CHECK(refused(counting.server, "GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n\r\n") == 400);
    }
    using namespace std::string_literals;
    CHECK(refused(counting.server, "GET /\0x HTTP/1.1\r\nHost: a\r\n\r\n"s) == 400);
    CHECK(counting.handled == 0);
}

TEST_CASE("attack: heads that are not HTTP/1 are refused and the connection ends") {
    CountingServer counting;
    using namespace std::string_literals;
    for (const std::string& bytes :
         {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"s, "nonsense\r\n\r\n"s, "GET / HTTP/1.1\nHost: a\n\n"s,
          "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n"s, "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n"s,
          "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n"s, "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"s,
          "GET / HTTP/9.9\r\nHost: a\r\n\r\n"s, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"s,
          "GET / HTTP/1.1 \r\nHost: a\r\n\r\n"s, "G(T / HTTP/1.1\r\nHost: a\r\n\r\n"s}) {
        CAPTURE(bytes);
        CHECK(refused(counting.server, bytes) == 400);
    }
    CHECK(counting.handled == 0);
    CHECK(counting.server.ask("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200);
}

TEST_CASE("attack: header values reach the handler as sent, and a client cannot name its own address") {
    RunningServer server([](const HttpRequest& request) {
        HttpResponse response;
        response.body = std::string(request.header("x").value_or("none")) + " " + request.remote_address;
        return response;
    });
    const Reply reply = server.get("/", "REMOTE_ADDR: 1.2.3.4\r\nX: a%0d%0aInjected: 1\r\n");
    CHECK(reply.body == "a%0d%0aInjected: 1 127.0.0.1");
}

TEST_CASE("attack: idle connections hold nobody up, and live on meanwhile") {
    HttpLimits limits;
    limits.workers = 2;
    RunningServer server(hello, limits);
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 40; ++i) {
        idle.push_back(std::make_unique<RawClient>(server.port()));
        if (i % 2 == 0) continue;
        idle.back()->send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        REQUIRE(idle.back()->receive().status == 200);
    }
    const auto begun = steady_clock::now();
    CHECK(server.get("/").status == 200);
    CHECK(steady_clock::now() - begun < milliseconds(300));
    int alive = 0;
    for (auto& client : idle) {
        client->send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        alive += client->receive().status == 200 ? 1 : 0;
    }
    CHECK(alive == 40);
}

TEST_CASE("attack: idle connections end after their time, the oldest sooner when there are too many") {
    HttpLimits limits;
    limits.keep_alive_ms = 300;
    limits.parked_max = 4;
    RunningServer server(hello, limits);
    RawClient first(server.port());
    first.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    REQUIRE(first.receive().status == 200);
    CHECK(first.closed_within(milliseconds(2'000)));

    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 12; ++i) {
        idle.push_back(std::make_unique<RawClient>(server.port()));
        idle.back()->send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        REQUIRE(idle.back()->receive().status == 200);
        std::this_thread::sleep_for(milliseconds(10));
    }
    CHECK(idle.front()->closed_within(milliseconds(100)));
    idle.back()->send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(idle.back()->receive().status == 200);
}

TEST_CASE("attack: more requests than workers and queue hold are answered 503 at once") {
    std::promise<void> release;
    const std::shared_future<void> released = release.get_future().share();
    std::atomic<int> begun{0};
    HttpLimits limits;
    limits.workers = 1;
    limits.queue_max = 1;
    RunningServer server(
        [&](const HttpRequest& request) {
            ++begun;
            released.wait();
            return hello(request);
        },
        limits);
    RawClient worked(server.port());
    worked.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    while (begun == 0) std::this_thread::sleep_for(milliseconds(1));
    RawClient queued(server.port());
    queued.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    RawClient refused_client(server.port());
    refused_client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    const Reply reply = refused_client.receive();
    CHECK(reply.status == 503);
    CHECK(reply.header("Retry-After") == "1");
    CHECK(reply.header("Content-Type") == "application/problem+json");
    release.set_value();
    CHECK(worked.receive().status == 200);
    CHECK(queued.receive().status == 200);
}

TEST_CASE("attack: one client's pipeline does not keep others waiting") {
    HttpLimits limits;
    limits.workers = 1;
    std::promise<void> release;
    const std::shared_future<void> released = release.get_future().share();
    std::atomic<int> piped{0};
    std::atomic<int> piped_before_other{-1};
    RunningServer server(
        [&](const HttpRequest& request) {
            if (request.path == "/other") piped_before_other = piped.load();
            if (request.path == "/piped" && ++piped == 1) released.wait();
            return hello(request);
        },
        limits);
    RawClient greedy(server.port());
    std::string pipeline;
    for (int i = 0; i < 100; ++i) pipeline += "GET /piped HTTP/1.1\r\nHost: a\r\n\r\n";
    greedy.send(pipeline);
    while (piped == 0) std::this_thread::sleep_for(milliseconds(1));
    RawClient other(server.port());
    other.send("GET /other HTTP/1.1\r\nHost: a\r\n\r\n");
    std::this_thread::sleep_for(milliseconds(50));  // until the accept thread has queued it
    release.set_value();
    CHECK(other.receive().status == 200);
    CHECK(piped_before_other == 1);
    for (int i = 0; i < 100; ++i) REQUIRE(greedy.receive().status == 200);
}

TEST_CASE("attack: a client that does not read its reply is cut") {
    HttpLimits limits;
    limits.write_deadline_ms = 100;
    limits.workers = 1;
    RunningServer server(
        [](const HttpRequest& request) {
            HttpResponse response;
            response.content_type = "application/octet-stream";
            response.body = std::string(request.path == "/large" ? 20'000'000 : 5, 'x');
            return response;
        },
        limits);
    RawClient unreading(server.port());
    unreading.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(server.get("/").status == 200);
}
