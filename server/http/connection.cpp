// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/connection.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace broadsheet {
namespace {

bool wait_for(int socket, short events, std::chrono::milliseconds patience) {
    pollfd entry{socket, events, 0};
    const auto wait_ms = std::clamp<std::int64_t>(patience.count(), 0, 60'000);
    return poll(&entry, 1, static_cast<int>(wait_ms)) > 0;
}

std::chrono::milliseconds time_left(SteadyTime until) {
    return std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
}

}  // namespace

Connection::Connection(int socket) : socket_(socket) {
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Connection::~Connection() {
    close(socket_);
}

Connection::Received Connection::receive() {
    std::array<char, 16 * 1024> bytes;
    ssize_t count = 0;
    do {
        count = recv(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT);
    } while (count < 0 && errno == EINTR);
    if (count > 0) {
        buffer_.erase(0, consumed_);
        consumed_ = 0;
        buffer_.append(bytes.data(), static_cast<std::size_t>(count));
        return Received::bytes;
    }
    return count < 0 && errno == EAGAIN ? Received::nothing_yet : Received::closed;
}

bool Connection::wait_readable(std::chrono::milliseconds patience) const {
    return wait_for(socket_, POLLIN, patience);
}

bool Connection::send_all(std::string_view head, std::string_view rest, SteadyTime until) {
    const auto piece = [](std::string_view bytes) { return iovec{const_cast<char*>(bytes.data()), bytes.size()}; };
    while (!head.empty() || !rest.empty()) {
        std::array<iovec, 2> pieces = {piece(head), piece(rest)};
        msghdr message{};
        message.msg_iov = pieces.data();
        message.msg_iovlen = pieces.size();
        const ssize_t sent = sendmsg(socket_, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent > 0) {
            const std::size_t of_head = std::min(static_cast<std::size_t>(sent), head.size());
            head.remove_prefix(of_head);
            rest.remove_prefix(static_cast<std::size_t>(sent) - of_head);
            continue;
        }
        if (errno == EINTR) continue;
        if (errno != EAGAIN) return false;
        const auto left = time_left(until);
        if (left.count() <= 0) return false;
        wait_for(socket_, POLLOUT, left);
    }
    return true;
}

void Connection::send_some(std::string_view bytes) {
    [[maybe_unused]] const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
}

bool Connection::receive_body(std::size_t count, std::string& body, SteadyTime until) {
    while (true) {
        const std::size_t taken = std::min(count - body.size(), received().size());
        body.append(received().substr(0, taken));
        consume(taken);
        if (body.size() == count) return true;
        const auto left = time_left(until);
        if (left.count() <= 0) return false;
        const Received state = receive();
        if (state == Received::closed) return false;
        if (state == Received::nothing_yet) wait_readable(left);
    }
}

void Connection::consume(std::size_t count) {
    consumed_ += count;
    if (consumed_ < buffer_.size()) return;
    buffer_.clear();
    consumed_ = 0;
    constexpr std::size_t kept_bytes = 32 * 1024;
    if (buffer_.capacity() > kept_bytes) buffer_.shrink_to_fit();
}

bool Connection::client_gone() const {
    pollfd entry{socket_, POLLRDHUP, 0};
    return poll(&entry, 1, 0) > 0 && (entry.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

bool Connection::has_unread() const {
    int count = 0;
    return !received().empty() || (ioctl(socket_, FIONREAD, &count) == 0 && count > 0);
}

void Connection::shutdown_sending() {
    shutdown(socket_, SHUT_WR);
}

const std::string& Connection::remote_address() {
    if (!remote_address_.empty()) return remote_address_;
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    std::array<char, NI_MAXHOST> text{};
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    const bool named = getpeername(socket_, generic, &length) == 0 &&
                       getnameinfo(generic, length, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0;
    remote_address_ = named ? text.data() : "unknown";
    return remote_address_;
}

}  // namespace broadsheet
