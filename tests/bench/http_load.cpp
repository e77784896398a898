// SPDX-License-Identifier: GPL-3.0-or-later
// Asks a server as many clients do who keep their connections:
//   http_load HOST:PORT TARGETS CONNECTIONS SECONDS [--first N] [--gzip]
// TARGETS is a file of request targets, one a line ("/api/v1/search?q=oil"), asked for in turn, over and over; --first
// takes only so many of them (1: the same request again and again). Each connection has one request under way. One
// thread: what the client needs of the machine is part of what is measured. Prints one line of JSON.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/quantile.h"

namespace {

using Clock = std::chrono::steady_clock;

struct Plan {
    sockaddr_in address{};
    std::string host;
    std::vector<std::string> targets;
    std::size_t connections = 1;
    double seconds = 5;
    bool gzip = false;
};

struct Tally {
    std::vector<double> times_ms;
    std::size_t bytes = 0;
    std::size_t refused = 0;  ///< answers other than 200
    std::size_t next_target = 0;
};

class Client {
public:
    Client(const Plan& plan, int epoll) : plan_(plan) {
        socket_ = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(socket_, reinterpret_cast<const sockaddr*>(&plan.address), sizeof plan.address) != 0)
            throw std::runtime_error(std::string("cannot connect: ") + std::strerror(errno));
        const int on = 1;
        setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = this;
        epoll_ctl(epoll, EPOLL_CTL_ADD, socket_, &event);
    }
    ~Client() { close(socket_); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    void ask(Tally& tally) {
        const std::string& target = plan_.targets[tally.next_target++ % plan_.targets.size()];
        request_ = "GET " + target + " HTTP/1.1\r\nHost: " + plan_.host + "\r\n";
        if (plan_.gzip) request_ += "Accept-Encoding: gzip\r\n";
        request_ += "\r\n";
        head_.clear();
        left_ = no_length;
        begin_ = Clock::now();
        if (send(socket_, request_.data(), request_.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request_.size()))
            throw std::runtime_error("the server took no request");
    }

    /// Takes what has come; true once the answer is whole.
    bool receive(Tally& tally) {
        static std::array<char, 256 * 1024> bytes;
        const ssize_t count = recv(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (count < 0 && errno == EAGAIN) return false;
        if (count <= 0) throw std::runtime_error("the server ended a connection");
        tally.bytes += static_cast<std::size_t>(count);
        std::size_t of_body = static_cast<std::size_t>(count);
        if (left_ == no_length) {
            head_.append(bytes.data(), static_cast<std::size_t>(count));
            const std::size_t end = head_.find("\r\n\r\n");
            if (end == std::string::npos) return false;
            of_body = head_.size() - end - 4;
            head_.resize(end);
            left_ = content_length();
        }
        left_ -= of_body;
        if (left_ > 0) return false;
        if (!head_.starts_with("HTTP/1.1 200")) ++tally.refused;
        tally.times_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin_).count());
        return true;
    }

private:
    static constexpr std::size_t no_length = static_cast<std::size_t>(-1);

    std::size_t content_length() const {
        constexpr std::string_view name = "\r\nContent-Length: ";
        const std::size_t at = head_.find(name);
        std::size_t length = 0;
        if (at == std::string::npos) return 0;
        std::from_chars(head_.data() + at + name.size(), head_.data() + head_.size(), length);
        return length;
    }

    const Plan& plan_;
    int socket_ = -1;
    std::string request_, head_;
    std::size_t left_ = no_length;
    Clock::time_point begin_;
};

Tally run(const Plan& plan) {
    const int epoll = epoll_create1(EPOLL_CLOEXEC);
    Tally tally;
    std::vector<std::unique_ptr<Client>> clients;
    for (std::size_t i = 0; i < plan.connections; ++i) clients.push_back(std::make_unique<Client>(plan, epoll));
    const auto end = Clock::now() + std::chrono::duration<double>(plan.seconds);
    for (const auto& client : clients) client->ask(tally);
    std::size_t under_way = clients.size();
    while (under_way > 0) {
        std::array<epoll_event, 256> events{};
        const int count = epoll_wait(epoll, events.data(), static_cast<int>(events.size()), -1);
        const bool over = Clock::now() >= end;
        for (int i = 0; i < count; ++i) {
            auto* client = static_cast<Client*>(events.at(static_cast<std::size_t>(i)).data.ptr);
            if (!client->receive(tally)) continue;
            if (over)
                --under_way;
            else
                client->ask(tally);
        }
    }
    close(epoll);
    return tally;
}

Plan read_plan(int argc, char** argv) {
    Plan plan;
    plan.host = argv[1];
    const std::size_t colon = plan.host.rfind(':');
    plan.address.sin_family = AF_INET;
    plan.address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(plan.host.substr(colon + 1))));
    inet_pton(AF_INET, plan.host.substr(0, colon).c_str(), &plan.address.sin_addr);
    plan.connections = std::stoul(argv[3]);
    plan.seconds = std::stod(argv[4]);
    std::size_t first = static_cast<std::size_t>(-1);
    for (int i = 5; i < argc; ++i) {
        if (std::string_view(argv[i]) == "--gzip") plan.gzip = true;
        if (std::string_view(argv[i]) == "--first" && i + 1 < argc) first = std::stoul(argv[++i]);
    }
    std::ifstream in(argv[2]);
    for (std::string line; plan.targets.size() < first && std::getline(in, line);) plan.targets.push_back(line);
    if (plan.targets.empty()) throw std::runtime_error("no targets");
    return plan;
}

double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc < 5) {
        std::fprintf(stderr, "usage: http_load HOST:PORT TARGETS CONNECTIONS SECONDS [--first N] [--gzip]\n");
        return 2;
    }
    const Plan plan = read_plan(argc, argv);
    const auto begin = Clock::now();
    Tally tally = run(plan);
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    const double answers = static_cast<double>(tally.times_ms.size());
    using broadsheet::bench::quantile;
    std::printf(
        "{\"connections\":%zu,\"targets\":%zu,\"answers\":%.0f,\"perSecond\":%.0f,\"p50Ms\":%.3f,\"p95Ms\":%.3f,"
        "\"p99Ms\":%.3f,\"maxMs\":%.3f,\"not200\":%zu,\"kBEach\":%.1f,\"clientCpuUs\":%.1f}\n",
        plan.connections, plan.targets.size(), answers, answers / seconds, quantile(tally.times_ms, 0.5),
        quantile(tally.times_ms, 0.95), quantile(tally.times_ms, 0.99), quantile(tally.times_ms, 1.0), tally.refused,
        static_cast<double>(tally.bytes) / answers / 1e3, cpu_seconds() / answers * 1e6);
} catch (const std::exception& error) {
    std::fprintf(stderr, "http_load: %s\n", error.what());
    return 1;
}
