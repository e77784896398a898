// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace broadsheet::test {

std::string Reply::header(std::string_view name) const {
    const std::string start = "\r\n" + std::string(name) + ": ";
    const std::size_t at = head.find(start);
    if (at == std::string::npos) return {};
    const std::size_t value = at + start.size();
    return head.substr(value, head.find("\r\n", value) - value);
}

RawClient::RawClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        close(socket_);
        throw std::runtime_error("cannot connect to the server under test");
    }
}

RawClient::~RawClient() {
    close(socket_);
}

bool RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

void RawClient::half_close() {
    shutdown(socket_, SHUT_WR);
}

bool RawClient::fill(std::chrono::milliseconds time) {
    pollfd entry{socket_, POLLIN, 0};
    if (poll(&entry, 1, static_cast<int>(time.count())) <= 0) return false;
    std::array<char, 65536> bytes;
    const ssize_t count = recv(socket_, bytes.data(), bytes.size(), 0);
    if (count <= 0) return false;
    buffer_.append(bytes.data(), static_cast<std::size_t>(count));
    return true;
}

Reply RawClient::receive(bool without_body) {
    constexpr auto patience = std::chrono::seconds(10);
    std::size_t end = buffer_.find("\r\n\r\n");
    while (end == std::string::npos) {
        if (!fill(patience)) return {};
        end = buffer_.find("\r\n\r\n");
    }
    Reply reply;
    reply.head = buffer_.substr(0, end + 2);
    buffer_.erase(0, end + 4);
    reply.status = std::atoi(reply.head.c_str() + reply.head.find(' '));
    if (!without_body && reply.header("Transfer-Encoding") == "chunked") {
        take_chunks(reply);
        return reply;
    }
    const std::string length = reply.header("Content-Length");
    const std::size_t wanted = without_body || length.empty() ? 0 : std::stoul(length);
    while (buffer_.size() < wanted && fill(patience)) {
    }
    reply.body = buffer_.substr(0, wanted);
    buffer_.erase(0, wanted);
    return reply;
}

/// What comes before the next CRLF; empty if the connection ends first.
std::string RawClient::take_line() {
    std::size_t end = buffer_.find("\r\n");
    while (end == std::string::npos) {
        if (!fill(std::chrono::seconds(10))) return {};
        end = buffer_.find("\r\n");
    }
    const std::string line = buffer_.substr(0, end);
    buffer_.erase(0, end + 2);
    return line;
}

void RawClient::take_chunks(Reply& reply) {
    while (true) {
        const std::string head = take_line();
        reply.whole = !head.empty();
        if (!reply.whole) return;
        const std::size_t bytes = std::stoul(head, nullptr, 16);
        while (buffer_.size() < bytes + 2) {
            reply.whole = fill(std::chrono::seconds(10));
            if (!reply.whole) return;
        }
        reply.body += buffer_.substr(0, bytes);
        buffer_.erase(0, bytes + 2);
        if (bytes == 0) return;
    }
}

bool RawClient::closed_within(std::chrono::milliseconds time) {
    if (!buffer_.empty()) return false;
    pollfd entry{socket_, POLLIN, 0};
    if (poll(&entry, 1, static_cast<int>(time.count())) <= 0) return false;
    char byte = 0;
    return recv(socket_, &byte, 1, 0) <= 0;
}

RunningServer::RunningServer(HttpHandler handler, HttpLimits limits)
    : server_(std::move(limits), std::move(handler)),
      port_(server_.bind("127.0.0.1", 0)),
      thread_([this] { server_.run(); }) {}

RunningServer::~RunningServer() {
    stop();
}

void RunningServer::stop() {
    if (!thread_.joinable()) return;
    server_.stop();
    thread_.join();
}

Reply RunningServer::ask(std::string_view bytes) const {
    RawClient client(port_);
    client.send(bytes);
    return client.receive(bytes.starts_with("HEAD "));
}

Reply RunningServer::get(std::string_view target, std::string_view more_headers) const {
    return ask("GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(more_headers) + "\r\n");
}

std::size_t resident_bytes() {
    std::ifstream in("/proc/self/statm");
    std::size_t total_pages = 0;
    std::size_t resident_pages = 0;
    in >> total_pages >> resident_pages;
    return resident_pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace broadsheet::test
