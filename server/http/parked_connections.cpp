// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/parked_connections.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "engine/error.h"

namespace broadsheet {
namespace {

/// How exactly deadlines are kept.
constexpr int tick_ms = 20;
constexpr auto drain_time = std::chrono::seconds(1);
constexpr std::size_t drain_bytes_max = 256 * 1024;

}  // namespace

ParkedConnections::ParkedConnections(std::size_t parked_max, HttpGauges::Gauge& count, Leave on_readable,
                                     Leave on_expired)
    : parked_max_(std::max<std::size_t>(parked_max, 1)),
      count_(count),
      on_readable_(std::move(on_readable)),
      on_expired_(std::move(on_expired)) {
    epoll_ = epoll_create1(EPOLL_CLOEXEC);
    wake_event_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = wake_event_;
    if (epoll_ < 0 || wake_event_ < 0 || epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_event_, &event) != 0) {
        const std::string reason = std::strerror(errno);
        close(epoll_);
        close(wake_event_);
        throw Error(ErrorKind::io, "cannot watch connections: " + reason);
    }
    thread_ = std::thread([this] { watch(); });
}

ParkedConnections::~ParkedConnections() {
    finish();
    close(epoll_);
    close(wake_event_);
}

void ParkedConnections::park(std::unique_ptr<Connection> connection) {
    add({std::move(connection), false, GaugeHold(count_)});
}

void ParkedConnections::close_gently(std::unique_ptr<Connection> connection) {
    connection->shutdown_sending();
    connection->deadline = std::chrono::steady_clock::now() + drain_time;
    add({std::move(connection), true, GaugeHold(count_)});
}

void ParkedConnections::finish() {
    {
        const std::lock_guard lock(mutex_);
        finishing_ = true;
    }
    wake();
    if (thread_.joinable()) thread_.join();
    const std::lock_guard lock(mutex_);
    entries_.clear();
}

void ParkedConnections::add(Entry entry) {
    const int socket = entry.connection->socket();
    const std::lock_guard lock(mutex_);
    if (finishing_) return;
    if (entries_.size() >= parked_max_) drop_nearest_deadline();
    const bool thread_sleeps = entries_.empty();
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = socket;
    // Entered first: the thread may see the event before epoll_ctl returns, but it needs the lock to act on it.
    entries_[socket] = std::move(entry);
    if (epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event) != 0) {
        entries_.erase(socket);
        return;
    }
    if (thread_sleeps) wake();
}

void ParkedConnections::drop_nearest_deadline() {
    const auto nearest = std::min_element(entries_.begin(), entries_.end(), [](const auto& left, const auto& right) {
        return left.second.connection->deadline < right.second.connection->deadline;
    });
    entries_.erase(nearest);  // closing the socket takes it out of the epoll set
}

void ParkedConnections::watch() {
    std::array<epoll_event, 64> events{};
    auto next_tick = std::chrono::steady_clock::now();
    while (true) {
        int wait_ms = tick_ms;
        {
            const std::lock_guard lock(mutex_);
            if (finishing_) return;
            if (entries_.empty()) wait_ms = -1;
        }
        const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), wait_ms);
        for (int i = 0; i < count; ++i) {
            const int socket = events.at(static_cast<std::size_t>(i)).data.fd;
            if (socket == wake_event_) {
                std::uint64_t ignored = 0;
                [[maybe_unused]] const ssize_t got = read(wake_event_, &ignored, sizeof ignored);
            } else {
                handle_event(socket);
            }
        }
        const auto now = std::chrono::steady_clock::now();
        if (now < next_tick) continue;
        next_tick = now + std::chrono::milliseconds(tick_ms);
        expire();
    }
}

void ParkedConnections::handle_event(int socket) {
    Entry entry = remove(socket);
    if (!entry.connection) return;
    if (!entry.draining) {
        on_readable_(std::move(entry.connection));
        return;
    }
    Connection& connection = *entry.connection;
    if (connection.receive() == Connection::Received::closed) return;
    connection.drained_bytes += connection.received().size();
    connection.consume(connection.received().size());
    if (connection.drained_bytes < drain_bytes_max) add(std::move(entry));
}

void ParkedConnections::expire() {
    const auto now = std::chrono::steady_clock::now();
    std::vector<Entry> expired;
    {
        const std::lock_guard lock(mutex_);
        for (auto it = entries_.begin(); it != entries_.end();) {
            if (it->second.connection->deadline > now) {
                ++it;
                continue;
            }
            epoll_ctl(epoll_, EPOLL_CTL_DEL, it->first, nullptr);
            expired.push_back(std::move(it->second));
            it = entries_.erase(it);
        }
    }
    for (Entry& entry : expired) {
        if (!entry.draining) on_expired_(std::move(entry.connection));
    }
}

ParkedConnections::Entry ParkedConnections::remove(int socket) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(socket);
    // The number may belong to another connection by now; then it is watched on its own account and merely looked at
    // early.
    if (found == entries_.end()) return {};
    Entry entry = std::move(found->second);
    entries_.erase(found);
    epoll_ctl(epoll_, EPOLL_CTL_DEL, socket, nullptr);
    return entry;
}

void ParkedConnections::wake() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(wake_event_, &one, sizeof one);
}

}  // namespace broadsheet
