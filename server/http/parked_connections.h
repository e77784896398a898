// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Connections that have nothing to read yet: one thread watches them all, so that idle and slow clients hold no worker.

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "server/http/connection.h"

namespace broadsheet {

class ParkedConnections {
public:
    using Leave = std::function<void(std::unique_ptr<Connection>)>;

    /// `on_readable` and `on_expired` take connections that leave; they are called on the watching thread and must
    /// neither block nor throw. Throws Error{io} if the kernel gives no epoll.
    /// `count` is kept at how many there are.
    ParkedConnections(std::size_t parked_max, HttpGauges::Gauge& count, Leave on_readable, Leave on_expired);
    ~ParkedConnections();
    ParkedConnections(const ParkedConnections&) = delete;
    ParkedConnections& operator=(const ParkedConnections&) = delete;

    /// Watches the connection until it has bytes or its deadline passes. When full, the one with the nearest deadline
    /// goes.
    void park(std::unique_ptr<Connection> connection);

    /// Ends the sending side, throws away what still comes (up to a budget), and closes: so the client reads the last
    /// reply instead of a reset.
    void close_gently(std::unique_ptr<Connection> connection);

    /// Closes all and ends the thread.
    void finish();

private:
    struct Entry {
        std::unique_ptr<Connection> connection;
        bool draining = false;
        GaugeHold counted = {};
    };

    void add(Entry entry);
    void drop_nearest_deadline();
    void watch();
    void handle_event(int socket);
    void expire();
    Entry remove(int socket);
    void wake() const;

    const std::size_t parked_max_;
    HttpGauges::Gauge& count_;
    const Leave on_readable_;
    const Leave on_expired_;
    int epoll_ = -1;
    int wake_event_ = -1;
    std::mutex mutex_;
    std::unordered_map<int, Entry> entries_;
    bool finishing_ = false;
    std::thread thread_;
};

}  // namespace broadsheet
