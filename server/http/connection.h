// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One accepted socket: its received bytes, its deadlines, sending. Never blocks longer than its caller says.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "server/http/http_gauges.h"

namespace broadsheet {

using SteadyTime = std::chrono::steady_clock::time_point;

class Connection {
public:
    /// Takes the socket over and closes it at the end.
    explicit Connection(int socket);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    enum class Received { bytes, nothing_yet, closed };

    /// Takes what has arrived, at most 16 kB, without waiting. `closed`: the client sends no more (it may still read).
    Received receive();

    /// Waits until there is something to receive; false if not within the time.
    bool wait_readable(std::chrono::milliseconds patience) const;

    /// Sends all of it before `until`; false if the client takes it too slowly or is gone.
    bool send_all(std::string_view bytes, SteadyTime until) { return send_all(bytes, {}, until); }
    /// The same for a head and what follows it, together.
    bool send_all(std::string_view head, std::string_view rest, SteadyTime until);

    /// Sends what goes without waiting; for replies from threads that serve everybody.
    void send_some(std::string_view bytes);

    /// Moves `count` bytes of the body to `body`, waiting for them; false if they do not come before `until`.
    bool receive_body(std::size_t count, std::string& body, SteadyTime until);

    /// Received bytes that are not consumed yet.
    std::string_view received() const { return std::string_view(buffer_).substr(consumed_); }
    void consume(std::size_t count);

    /// True if the client has ended its side or the connection is broken. One that only ended its sending side looks
    /// the same.
    bool client_gone() const;

    /// True if closing now would lose what was sent, because the client's bytes are unread (the kernel then resets).
    bool has_unread() const;
    void shutdown_sending();

    int socket() const { return socket_; }
    const std::string& remote_address();

    SteadyTime deadline{};          ///< by when the head must be complete or, between requests, begin
    bool head_begun = false;        ///< bytes of a head have arrived, the deadline is the head's
    std::size_t requests = 0;       ///< answered so far
    std::shared_ptr<void> place;    ///< among its client's connections
    std::size_t drained_bytes = 0;  ///< thrown away since shutdown_sending
    GaugeHold counted;              ///< among the open ones

private:
    int socket_;
    std::size_t consumed_ = 0;
    std::string buffer_;
    std::string remote_address_;
};

}  // namespace broadsheet
