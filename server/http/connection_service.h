// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The life of connections: read a head, check it, have it answered, wait for the next, and end. Owns the threads for
// it.

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>

#include "server/http/client_connections.h"
#include "server/http/connection.h"
#include "server/http/http.h"
#include "server/http/parked_connections.h"
#include "server/http/request_head.h"
#include "server/http/work_queue.h"

namespace broadsheet {

class ConnectionService {
public:
    /// Answers one request whose head is consumed already; false ends the connection. Must not throw.
    using Answer = std::function<bool(Connection& connection, CheckedRequest& checked)>;

    /// `gauges` must outlive it.
    ConnectionService(const HttpLimits& limits, HttpGauges& gauges, Answer answer);
    ~ConnectionService();
    ConnectionService(const ConnectionService&) = delete;
    ConnectionService& operator=(const ConnectionService&) = delete;

    /// Takes over an accepted socket; refuses it at once if there is no room, or its client has too many. Does not
    /// block.
    void accept(int socket);

    /// Finishes the requests that have arrived, or do within a quarter of a second, closes the other connections, ends
    /// the threads.
    void finish();

private:
    void serve(std::unique_ptr<Connection> connection);
    bool answer_next(std::unique_ptr<Connection>& connection, std::string_view head);
    bool receive_more(std::unique_ptr<Connection>& connection);
    void refuse(std::unique_ptr<Connection> connection, const Refusal& refusal, bool without_body = false);
    void queue_or_refuse(std::unique_ptr<Connection> connection);
    bool answer_health(std::unique_ptr<Connection>& connection);
    void note_received(Connection& connection) const;
    void end_expired(std::unique_ptr<Connection> connection);
    void close(std::unique_ptr<Connection> connection);

    const HttpLimits limits_;
    HttpGauges& gauges_;
    const Answer answer_;
    std::atomic<bool> finishing_{false};  ///< each reply is the last on its connection
    std::atomic<bool> closing_{false};    ///< connections without a request end
    ClientConnections clients_;
    ParkedConnections parked_;
    WorkQueue queue_;
};

}  // namespace broadsheet
