// SPDX-License-Identifier: GPL-3.0-or-later
// What an ordinary client sees of HttpServer, over real sockets.
#include <doctest/doctest.h>

#include <future>
#include <stdexcept>

#include "engine/error.h"
#include "server/http/http.h"
#include "server/http/stored_body.h"
#include "tests/server/raw_client.h"

using namespace broadsheet;
using broadsheet::test::RawClient;
using broadsheet::test::Reply;
using broadsheet::test::RunningServer;

namespace {

HttpResponse echo(const HttpRequest& request) {
    HttpResponse response;
    response.body = request.method + " " + request.path;
    for (const auto& [name, value] : request.parameters) response.body += " [" + name + "|" + value + "]";
    if (!request.body.empty()) response.body += " body=" + request.body;
    return response;
}

HttpHandler replies(HttpResponse response) {
    return [response](const HttpRequest&) { return response; };
}

HttpResponse text_of(std::size_t bytes, std::string content_type = "text/html; charset=utf-8") {
    HttpResponse response;
    response.content_type = std::move(content_type);
    response.body = std::string(bytes, 'a');
    return response;
}

}  // namespace

TEST_CASE("http: path and parameters arrive decoded once, a second = belongs to the value") {
    RunningServer server(echo);
    const Reply reply = server.get("/a%2520b?q=a=b&q=x+y%2Bz&empty=&flag&city=Z%C3%BCrich");
    CHECK(reply.status == 200);
    CHECK(reply.body == "GET /a%20b [q|a=b] [q|x y+z] [empty|] [flag|] [city|Zürich]");
    CHECK(reply.header("X-Content-Type-Options") == "nosniff");
    CHECK(reply.header("Server").empty());
    CHECK(reply.header("Date").ends_with(" GMT"));
}

TEST_CASE("http: HEAD answers with the length of GET and no body") {
    RunningServer server(echo);
    RawClient client(server.port());
    client.send("HEAD /page HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const Reply head = client.receive(true);
    CHECK(head.status == 200);
    CHECK(head.header("Content-Length") == std::to_string(std::string("HEAD /page").size()));
    CHECK(head.header("Accept-Ranges").empty());
    client.send("GET /next HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(client.receive().body == "GET /next");
}

TEST_CASE("http: a POST body arrives whole, also in pieces and after 100-continue") {
    RunningServer server(echo);
    RawClient client(server.port());
    client.send("POST /in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n01234");
    client.send("56789");
    CHECK(client.receive().body == "POST /in body=0123456789");

    client.send("POST /in HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    CHECK(client.receive(true).status == 100);
    client.send("ok");
    CHECK(client.receive().body == "POST /in body=ok");
}

TEST_CASE("http: other methods are refused with Allow") {
    RunningServer server(echo);
    for (const char* method : {"PUT", "TRACE", "BREW"}) {
        CAPTURE(method);
        const Reply reply = server.ask(std::string(method) + " / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        CHECK(reply.status == 405);
        CHECK(reply.header("Allow") == "GET, HEAD, POST, PATCH, DELETE, OPTIONS");
        CHECK(reply.header("Content-Type") == "application/problem+json");
    }
}

TEST_CASE("http: a reply in pieces goes as chunks, and the connection goes on") {
    RunningServer server([](const HttpRequest&) {
        HttpResponse response;
        auto left = std::make_shared<int>(3);
        response.headers.emplace_back("ETag", "\"pieces\"");
        response.next_piece = [left](std::string& piece) {
            if (*left == 0) return false;
            piece = *left == 2 ? "" : std::string(70'000, static_cast<char>('0' + *left));
            --*left;
            return true;
        };
        return response;
    });
    RawClient client(server.port());
    client.send("GET /all HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
    const Reply reply = client.receive();
    CHECK(reply.header("Transfer-Encoding") == "chunked");
    CHECK(reply.header("Content-Length").empty());
    CHECK(reply.header("Content-Encoding").empty());
    CHECK(reply.whole);
    CHECK(reply.body == std::string(70'000, '3') + std::string(70'000, '1'));
    client.send("HEAD /all HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.receive(true).header("Transfer-Encoding") == "chunked");
    client.send("GET /all HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"pieces\"\r\n\r\n");
    CHECK(client.receive().status == 304);
    client.send("GET /all HTTP/1.0\r\nHost: a\r\n\r\n");
    const Reply old = client.receive();
    CHECK(old.header("Transfer-Encoding").empty());
    CHECK(old.header("Connection") == "close");
}

TEST_CASE("http: a reply in pieces that can't be finished isn't taken for a whole one") {
    RunningServer server([](const HttpRequest&) {
        HttpResponse response;
        auto sent = std::make_shared<bool>(false);
        response.next_piece = [sent](std::string& piece) {
            if (*sent) throw std::runtime_error("the disk is gone");
            piece = "a part";
            return *sent = true;
        };
        return response;
    });
    const Reply reply = server.get("/all");
    CHECK(reply.status == 200);
    CHECK(reply.body == "a part");
    CHECK_FALSE(reply.whole);
}

TEST_CASE("http: OPTIONS tells what an address answers") {
    RunningServer server([](const HttpRequest& request) { return echo(request); });
    CHECK(server.ask("OPTIONS /x HTTP/1.1\r\nHost: a\r\n\r\n").body == "OPTIONS /x");
}

TEST_CASE("http: pipelined requests are all answered, in order") {
    RunningServer server(echo);
    RawClient client(server.port());
    client.send(
        "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
        "GET /3 HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.receive().body == "GET /1");
    CHECK(client.receive().body == "POST /2 body=hi");
    CHECK(client.receive().body == "GET /3");
}

TEST_CASE("http: a client that has closed its sending side gets its answer") {
    RunningServer server(echo);
    RawClient client(server.port());
    client.send("GET /last HTTP/1.1\r\nHost: a\r\n\r\n");
    client.half_close();
    CHECK(client.receive().body == "GET /last");
    CHECK(client.closed_within(std::chrono::seconds(1)));
}

TEST_CASE("http: the connection ends when the client, HTTP/1.0 or the request limit says so") {
    HttpLimits limits;
    limits.keep_alive_requests_max = 2;
    RunningServer server(echo, limits);
    for (const char* request :
         {"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "GET / HTTP/1.0\r\nHost: a\r\n\r\n"}) {
        RawClient client(server.port());
        client.send(request);
        CHECK(client.receive().header("Connection") == "close");
        CHECK(client.closed_within(std::chrono::seconds(1)));
    }
    RawClient client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.receive().header("Connection").empty());
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.receive().header("Connection") == "close");
    CHECK(client.closed_within(std::chrono::seconds(1)));
}

TEST_CASE("http: large text is compressed for clients that accept gzip, and says that it varies") {
    RunningServer server(replies(text_of(50'000)));
    const Reply zipped = server.get("/", "Accept-Encoding: br;q=1.0, gzip;q=0.8\r\n");
    CHECK(zipped.header("Content-Encoding") == "gzip");
    CHECK(zipped.header("Vary") == "Accept-Encoding");
    CHECK(zipped.header("Content-Type") == "text/html; charset=utf-8");
    CHECK(zipped.body.size() < 1'000);
    CHECK(zipped.body.starts_with("\x1f\x8b"));

    for (const char* header : {"", "Accept-Encoding: br\r\n", "Accept-Encoding: gzip;q=0\r\n"}) {
        CAPTURE(header);
        const Reply plain = server.get("/", header);
        CHECK(plain.header("Content-Encoding").empty());
        CHECK(plain.header("Vary") == "Accept-Encoding");
        CHECK(plain.body.size() == 50'000);
    }
}

TEST_CASE("http: a stored body is sent whole, plain or as its one gzip, and not at all for HEAD and 304") {
    HttpResponse response;
    response.content_type = "application/json";
    response.stored = std::make_shared<const StoredBody>(std::string(700'000, 'a'));
    response.headers.emplace_back("ETag", "\"x\"");
    RunningServer server(replies(response));
    const Reply plain = server.get("/");
    CHECK(plain.body == response.stored->plain());
    CHECK(plain.header("ETag") == "\"x\"");
    const Reply zipped = server.get("/", "Accept-Encoding: gzip\r\n");
    CHECK(zipped.body == response.stored->gzip());
    CHECK(zipped.header("ETag") == "W/\"x\"");
    const Reply unchanged = server.get("/", "If-None-Match: \"x\"\r\n");
    CHECK(unchanged.status == 304);
    CHECK(unchanged.header("Content-Length").empty());
    RawClient client(server.port());
    client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.receive(true).header("Content-Length") == "700000");
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.receive().body.size() == 700'000);
}

TEST_CASE("http: a handler can tell that its client has gone") {
    std::promise<bool> here_first, gone_then;
    RunningServer server([&](const HttpRequest& request) {
        here_first.set_value(!request.client_gone());
        while (!request.client_gone()) std::this_thread::yield();
        gone_then.set_value(true);
        return HttpResponse{};
    });
    {
        RawClient client(server.port());
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        CHECK(here_first.get_future().get());
    }
    CHECK(gone_then.get_future().get());
}

TEST_CASE("http: small or already compressed bodies are sent as they are") {
    RunningServer small(replies(text_of(900)));
    CHECK(small.get("/", "Accept-Encoding: gzip\r\n").body.size() == 900);
    RunningServer image(replies(text_of(5'000, "image/png")));
    const Reply reply = image.get("/", "Accept-Encoding: gzip\r\n");
    CHECK(reply.body.size() == 5'000);
    CHECK(reply.header("Vary").empty());
    CHECK(reply.header("Content-Type") == "image/png");
}

TEST_CASE("http: feeds and problems are compressed too") {
    for (const char* type :
         {"application/atom+xml", "application/problem+json", "application/x-ndjson", "image/svg+xml"}) {
        CAPTURE(type);
        RunningServer server(replies(text_of(5'000, type)));
        const Reply reply = server.get("/", "Accept-Encoding: gzip\r\n");
        CHECK(reply.header("Content-Encoding") == "gzip");
        CHECK(reply.header("Content-Type") == type);
    }
}

TEST_CASE("http: a known ETag is answered 304 without body or length") {
    HttpResponse page = text_of(5'000);
    page.headers.emplace_back("ETag", "\"g42\"");
    RunningServer server(replies(page));
    CHECK(server.get("/").header("ETag") == "\"g42\"");
    CHECK(server.get("/", "Accept-Encoding: gzip\r\n").header("ETag") == "W/\"g42\"");
    for (const char* known : {"\"g42\"", "W/\"g42\"", "\"x,y\", W/\"g42\"", "*"}) {
        CAPTURE(known);
        const Reply reply = server.get("/", "If-None-Match: " + std::string(known) + "\r\n");
        CHECK(reply.status == 304);
        CHECK(reply.header("ETag") == "\"g42\"");
        CHECK(reply.header("Vary") == "Accept-Encoding");
        CHECK(reply.header("Content-Length").empty());
        CHECK(reply.header("Content-Type").empty());
    }
    CHECK(server.get("/", "If-None-Match: \"g41\"\r\n").status == 200);
}

TEST_CASE("http: nothing follows the head of a 304 or 204 on the wire") {
    HttpResponse nothing = text_of(2'000);
    nothing.status = 204;
    RunningServer server(replies(nothing));
    RawClient client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.receive(true).status == 204);
    CHECK(client.receive(true).status == 204);
}

TEST_CASE("http: header values with line ends are dropped, framing is ours alone") {
    HttpResponse response;
    response.body = "text";
    response.headers = {{"X-Good", "yes"},
                        {"X-Bad", "a\r\nSet-Cookie: stolen=1"},
                        {"X Bad", "name"},
                        {"Content-Length", "999"},
                        {"Location", "/a\nb"}};
    RunningServer server(replies(response));
    const Reply reply = server.get("/");
    CHECK(reply.header("X-Good") == "yes");
    CHECK(reply.head.find("Set-Cookie") == std::string::npos);
    CHECK(reply.head.find("X Bad") == std::string::npos);
    CHECK(reply.header("Location").empty());
    CHECK(reply.header("Content-Length") == "4");
}

TEST_CASE("http: errors become problems, unknown exceptions tell nothing") {
    RunningServer server([](const HttpRequest& request) -> HttpResponse {
        if (request.path == "/usage") throw Error(ErrorKind::usage, "pageSize is at most 200");
        if (request.path == "/missing") throw Error(ErrorKind::not_found, "no article 7");
        if (request.path == "/busy") throw Error(ErrorKind::busy, "all searchers are taken");
        if (request.path == "/odd") throw 42;
        throw std::runtime_error("secret: /etc/shadow");
    });
    const Reply usage = server.get("/usage");
    CHECK(usage.status == 400);
    CHECK(usage.header("Content-Type") == "application/problem+json");
    CHECK(usage.body.find("\"detail\":\"pageSize is at most 200\"") != std::string::npos);
    CHECK(server.get("/missing").status == 404);
    CHECK(server.get("/busy").status == 503);
    CHECK(server.get("/busy").header("Retry-After") == "1");
    CHECK(server.get("/odd").status == 500);
    const Reply unknown = server.get("/unknown");
    CHECK(unknown.status == 500);
    CHECK((unknown.head + unknown.body).find("secret") == std::string::npos);
}

TEST_CASE("http: only listed hosts are answered, with any port and in any case") {
    HttpLimits limits;
    limits.hosts = {"localhost", "127.0.0.1", "::1", "News.example.org"};
    RunningServer server(echo, limits);
    for (const char* host : {"localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:8080", "news.example.org."}) {
        CAPTURE(host);
        CHECK(server.ask("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n").status == 200);
    }
    CHECK(server.ask("GET / HTTP/1.1\r\nHost: rebound.example.com\r\n\r\n").status == 421);
    CHECK(server.ask("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n").status == 421);
    CHECK(server.ask("GET http://localhost/x?q=1 HTTP/1.1\r\nHost: localhost\r\n\r\n").body == "GET /x [q|1]");
}

TEST_CASE("http: a second server on the same port is refused with the next step") {
    RunningServer server(echo);
    HttpServer second({}, echo);
    CHECK_THROWS_WITH_AS(second.bind("127.0.0.1", server.port()), doctest::Contains("choose another with --listen"),
                         Error);
}

TEST_CASE("http: an address that is not this machine's is refused") {
    HttpServer server({}, echo);
    CHECK_THROWS_AS(server.bind("192.0.2.1", 0), Error);
    CHECK_THROWS_AS(server.bind("no such host", 0), Error);
}

TEST_CASE("http: stop lets the request under way finish, then refuses connections") {
    std::promise<void> begun;
    std::promise<void> release;
    RunningServer server([&](const HttpRequest&) {
        begun.set_value();
        release.get_future().wait();
        HttpResponse response;
        response.body = "finished";
        return response;
    });
    RawClient idle(server.port());
    RawClient client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    begun.get_future().wait();
    std::thread stopper([&] { server.stop(); });
    release.set_value();
    const Reply reply = client.receive();
    stopper.join();
    CHECK(reply.body == "finished");
    CHECK(idle.closed_within(std::chrono::seconds(1)));
    CHECK_THROWS(RawClient(server.port()));
}

TEST_CASE("http: stop before run makes run return at once") {
    HttpServer server({}, echo);
    server.bind("127.0.0.1", 0);
    server.stop();
    server.run();
    CHECK_NOTHROW(server.stop());
}

TEST_CASE("http: a reply of several megabytes arrives whole") {
    RunningServer server(replies(text_of(8'000'000, "application/octet-stream")));
    CHECK(server.get("/").body == std::string(8'000'000, 'a'));
}
