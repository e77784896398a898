// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// For HTTP tests: a socket that sends exactly the bytes it is told to, and a server on a port of its own.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "server/http/http.h"

namespace broadsheet::test {

/// One reply as it came over the wire.
struct Reply {
    int status = 0;  ///< 0: the connection ended without one
    std::string head;
    std::string body;
    bool whole = true;  ///< false if the connection ended before the last chunk

    /// A header's value; empty if absent. Names are compared in the case given.
    std::string header(std::string_view name) const;
};

class RawClient {
public:
    explicit RawClient(int port);
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    /// False once the server has closed.
    bool send(std::string_view bytes);
    void half_close();

    /// The next reply; its body is as long as Content-Length or its chunks say, none for `without_body`.
    Reply receive(bool without_body = false);

    /// True if the server ends the connection within the time, sending nothing more.
    bool closed_within(std::chrono::milliseconds time);

private:
    bool fill(std::chrono::milliseconds time);
    std::string take_line();
    void take_chunks(Reply& reply);

    int socket_;
    std::string buffer_;
};

class RunningServer {
public:
    explicit RunningServer(HttpHandler handler, HttpLimits limits = {});
    ~RunningServer();
    RunningServer(const RunningServer&) = delete;
    RunningServer& operator=(const RunningServer&) = delete;

    int port() const { return port_; }
    void stop();

    /// Sends the bytes on a connection of their own and returns the first reply.
    Reply ask(std::string_view bytes) const;
    Reply get(std::string_view target, std::string_view more_headers = {}) const;

private:
    HttpServer server_;
    int port_;
    std::thread thread_;
};

/// Resident memory of this process.
std::size_t resident_bytes();

}  // namespace broadsheet::test
