// SPDX-License-Identifier: GPL-3.0-or-later
// What one machine can do to the real server over its connections. Of each attack is asserted: memory grows by less
// than 64 MB, /healthz answers within a second right after, and who asks honestly beside it gets answers, or 503.
#include "tests/support/program.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace broadsheet::test;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

constexpr std::size_t memory_max = 64'000'000;
constexpr auto health_max = std::chrono::seconds(1);

sockaddr_in address_of(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/// A connection that sends exactly the bytes it is told to.
class Wire {
public:
    explicit Wire(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const timeval patience{30, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        const sockaddr_in address = address_of(port);
        [[maybe_unused]] const int connected =
            ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    }
    ~Wire() { ::close(socket_); }
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    /// False once the server has closed.
    bool send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// Everything that comes until the server ends the connection; empty if it breaks off without a word.
    std::string rest() const {
        std::string text;
        std::array<char, 16 * 1024> bytes;
        while (true) {
            const ssize_t count = ::recv(socket_, bytes.data(), bytes.size(), 0);
            if (count <= 0) return text;
            text.append(bytes.data(), static_cast<std::size_t>(count));
        }
    }

    /// Of the one reply that comes before the connection ends; 0 if none does.
    int status() const { return status_of(rest()); }

    static int status_of(const std::string& reply) {
        return reply.starts_with("HTTP/1.1 ") && reply.size() > 12 ? std::stoi(reply.substr(9, 3)) : 0;
    }

private:
    int socket_;
};

std::string many(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

/// The archive that all servers here serve.
class Archive {
public:
    Archive() {
        std::string lines;
        for (int i = 0; i < 200; ++i)
            lines += R"({"id":")" + std::to_string(i) + R"(","title":"Tram )" + std::to_string(i) + R"(","text":")" +
                     many("The tram is back on Harbour Street. ", 200) + "\"}\n";
        folder_.write("in/trams.jsonl", lines);
        REQUIRE(run_program({"index", folder_ / "in", "--archive", path()}).exit_code == 0);
    }
    std::string path() const { return folder_ / "archive"; }

private:
    TempDir folder_;
};

/// A server over the archive.
class Served {
public:
    explicit Served(int open_files_max = 0) {
        static const Archive archive;
        program_ = std::make_unique<Program>(
            std::vector<std::string>{"serve", "--archive", archive.path(), "--listen", "127.0.0.1:0"}, open_files_max);
        const std::string url = program_->first_line();
        REQUIRE(url.rfind(':') != std::string::npos);
        port_ = std::stoi(url.substr(url.rfind(':') + 1));
    }

    int port() const { return port_; }

    std::size_t resident() const {
        std::ifstream file("/proc/" + std::to_string(program_->pid()) + "/statm");
        std::size_t all = 0, resident = 0;
        file >> all >> resident;
        REQUIRE(resident > 0);
        return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    }

    int status(const std::string& target) const {
        const Wire client(port_);
        client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        return client.status();
    }

    /// The machine may be busy with other tests: one of some answers has to be quick.
    bool healthy_soon() const {
        for (int attempt = 0; attempt < 5; ++attempt) {
            const auto begun = steady_clock::now();
            if (status("/healthz") == 200 && steady_clock::now() - begun < health_max) return true;
        }
        return false;
    }

private:
    std::unique_ptr<Program> program_;
    int port_ = 0;
};

/// Searches again and again, each time for something else, until it goes; counts the answers by their status.
class HonestClient {
public:
    explicit HonestClient(const Served& served) : served_(served), thread_([this] { run(); }) {}
    ~HonestClient() { stop(); }

    std::map<int, int> stop() {
        stopping_ = true;
        if (thread_.joinable()) thread_.join();
        return answers_;
    }

private:
    void run() {
        for (int number = 0; !stopping_; ++number) {
            ++answers_[served_.status("/api/v1/search?q=tram+" + std::to_string(number % 200))];
            std::this_thread::sleep_for(milliseconds(5));
        }
    }

    const Served& served_;
    std::atomic<bool> stopping_{false};
    std::map<int, int> answers_;
    std::thread thread_;
};

/// Runs the attack beside an honest client and checks what is promised.
void check_attack(const Served& served, const std::function<void()>& attack) {
    for (int i = 0; i < 20; ++i) REQUIRE(served.status("/api/v1/search?q=tram+" + std::to_string(i)) == 200);
    const std::size_t before = served.resident();
    HonestClient honest(served);
    attack();
    CHECK(served.healthy_soon());
    const auto answers = honest.stop();
    const std::size_t after = served.resident();
    CHECK(after < before + memory_max);
    MESSAGE("memory grew by " << (after > before ? after - before : 0) / 1'000'000 << " MB");
    int answered = 0;
    for (const auto& [status, times] : answers) {
        CAPTURE(status);
        CAPTURE(times);
        CHECK((status == 200 || status == 503));
        answered += status == 200 ? times : 0;
    }
    CHECK(answered > 0);
}

/// Connections that are opened and left alone.
class IdleConnections {
public:
    IdleConnections(int port, std::size_t count, const std::string& sent = "", int receive_buffer = 0) {
        const sockaddr_in address = address_of(port);
        for (std::size_t i = 0; i < count; ++i) {
            const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            if (socket < 0) break;
            if (receive_buffer > 0) ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
            sockets_.push_back(socket);
            if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) ++connected_;
            if (!sent.empty()) send(sent);
        }
    }
    ~IdleConnections() {
        for (const int socket : sockets_) ::close(socket);
    }
    IdleConnections(const IdleConnections&) = delete;
    IdleConnections& operator=(const IdleConnections&) = delete;

    std::size_t connected() const { return connected_; }
    void send_each(const std::string& bytes) {
        for (const int socket : sockets_) ::send(socket, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    }

private:
    void send(const std::string& bytes) const {
        ::send(sockets_.back(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    }

    std::vector<int> sockets_;
    std::size_t connected_ = 0;
};

/// As many as this process may hold, 10,000 where that is allowed.
std::size_t many_connections() {
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = std::min<rlim_t>(files.rlim_max, 11'000);
    ::setrlimit(RLIMIT_NOFILE, &files);
    ::getrlimit(RLIMIT_NOFILE, &files);
    return std::min<std::size_t>(static_cast<std::size_t>(files.rlim_cur) - 100, 10'000);
}

}  // namespace

TEST_CASE("attack: ten thousand idle connections") {
    const Served served;
    const std::size_t count = many_connections();
    if (count < 10'000) MESSAGE("only " << count << ": the system lets this process open no more files");
    check_attack(served, [&] {
        const IdleConnections idle(served.port(), count);
        CHECK(idle.connected() == count);
        CHECK(served.healthy_soon());
    });
}

TEST_CASE("attack: heads, bodies and readers that take for ever") {
    const Served served;
    const std::string start = " HTTP/1.1\r\nHost: localhost\r\n";
    check_attack(served, [&] {
        IdleConnections heads(served.port(), 300, "GET /" + start + "X");
        IdleConnections bodies(
            served.port(), 100,
            "POST /api/v1/searches" + start + "Content-Type: application/json\r\nContent-Length: 15000000\r\n\r\n{");
        for (int i = 0; i < 20; ++i) {
            heads.send_each("x");
            bodies.send_each(std::string(10'000, ' '));
            std::this_thread::sleep_for(milliseconds(20));
        }
        CHECK(served.healthy_soon());
    });
    check_attack(served, [&] {
        const IdleConnections exports(served.port(), 50, "GET /api/v1/export" + start + "\r\n", 4096);
        const IdleConnections pages(served.port(), 20,
                                    "GET /api/v1/search?q=tram&pageSize=200&fields=body" + start + "\r\n", 4096);
        std::this_thread::sleep_for(milliseconds(300));
        CHECK(served.healthy_soon());
    });
}

TEST_CASE("attack: endless heads, bombs and ranges") {
    const Served served;
    check_attack(served, [&] {
        const std::string megabyte(1'000'000, 'x');
        const std::string headers = many("A: b\r\n", 100'000);
        std::string ranges = "Range: bytes=0-";
        while (ranges.size() < 8'000) ranges += ",0-";
        for (int i = 0; i < 20; ++i) {
            for (const std::string* endless : {&megabyte, &headers}) {
                const Wire client(served.port());
                client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
                for (int piece = 0; piece < 20 && client.send(*endless); ++piece) {
                }
            }
            const Wire ranged(served.port());
            ranged.send("GET /api/v1/search?q=tram HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + ranges +
                        "\r\n\r\n");
            CHECK(ranged.status() == 200);
            const Wire bomb(served.port());
            bomb.send(
                "POST /api/v1/searches HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\n"
                "Content-Length: 300000\r\n\r\n");
            CHECK(bomb.status() == 415);
        }
    });
}

TEST_CASE("attack: requests within requests are never answered") {
    const Served served;
    const std::string hidden = "GET /api/v1/sources HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const std::string length = "Content-Length: " + std::to_string(hidden.size()) + "\r\n";
    const std::string post = "POST /api/v1/searches HTTP/1.1\r\nHost: localhost\r\n";
    const std::vector<std::string> heads = {
        post + length + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        post + "Transfer-Encoding: chunked\r\n" + length + "\r\n0\r\n\r\n",
        post + "Transfer-Encoding: xchunked\r\n" + length + "\r\n",
        post + "Transfer-Encoding : chunked\r\n" + length + "\r\n0\r\n\r\n",
        post + "Transfer-Encoding:\tchunked\r\n" + length + "\r\n0\r\n\r\n",
        post + "X: y\rTransfer-Encoding: chunked\r\n" + length + "\r\n",
        post + "X: y\nTransfer-Encoding: chunked\r\n" + length + "\r\n",
        post + "Content-Length: 0\r\n" + length + "\r\n",
        post + "Content-Length: 0, " + std::to_string(hidden.size()) + "\r\n\r\n",
        post + "Content-Length: 0" + std::string(1, '\0') + "\r\n\r\n",
        post + " folded: x\r\n" + length + "\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n",
        "HEAD / HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/0.9\r\n\r\n",
    };
    check_attack(served, [&] {
        for (const std::string& head : heads) {
            CAPTURE(head);
            const Wire client(served.port());
            client.send(head + hidden);
            const std::string replies = client.rest();
            const int status = Wire::status_of(replies);
            CHECK((status == 400 || status == 411));
            CHECK(replies.find("HTTP/1.1 200") == std::string::npos);
        }
    });
}

TEST_CASE("attack: a server that may open few files serves on, however many connections there are") {
    const Served served(64);
    check_attack(served, [&] {
        const IdleConnections idle(served.port(), 400);
        CHECK(idle.connected() == 400);
        CHECK(served.healthy_soon());
        const IdleConnections heads(served.port(), 100, "GET / HTTP/1.1\r\nHost");
        CHECK(served.healthy_soon());
    });
}
