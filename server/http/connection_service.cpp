// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/connection_service.h"

#include <thread>
#include <utility>

#include "server/http/problem.h"
#include "server/http/response_policy.h"

namespace broadsheet {
namespace {

/// How long a worker that nobody else needs waits for the client's next request before it parks the connection: a busy
/// client is answered without a change of thread.
constexpr auto worker_patience = std::chrono::milliseconds(5);

/// So long before the end what comes on open connections is answered still, as the last on each.
constexpr auto last_requests_time = std::chrono::milliseconds(250);

SteadyTime from_now(std::int64_t milliseconds) {
    return std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
}

HttpResponse problem_for(const Refusal& refusal) {
    HttpResponse response = problem(refusal.status, refusal.code, refusal.detail);
    if (refusal.status == 405) response.headers.emplace_back("Allow", "GET, HEAD, POST, PATCH, DELETE, OPTIONS");
    return response;
}

}  // namespace

ConnectionService::ConnectionService(const HttpLimits& limits, HttpGauges& gauges, Answer answer)
    : limits_(limits),
      gauges_(gauges),
      answer_(std::move(answer)),
      clients_(limits.client_connections_max, limits.trusted_proxies),
      parked_(
          limits.parked_max, gauges.parked,
          [this](std::unique_ptr<Connection> connection) { queue_or_refuse(std::move(connection)); },
          [this](std::unique_ptr<Connection> connection) { end_expired(std::move(connection)); }),
      queue_(limits.workers, limits.queue_max, gauges.queued, [this](std::unique_ptr<Connection> connection) {
          const GaugeHold working(gauges_.working);
          serve(std::move(connection));
      }) {
    gauges_.workers = static_cast<std::int64_t>(limits.workers);
}

ConnectionService::~ConnectionService() {
    finish();
}

void ConnectionService::accept(int socket) {
    auto connection = std::make_unique<Connection>(socket);
    connection->deadline = from_now(limits_.keep_alive_ms);
    connection->counted = GaugeHold(gauges_.open);
    ++gauges_.accepted;
    connection->place = clients_.enter(connection->remote_address());
    if (!connection->place) {
        refuse(std::move(connection), {429, "too-many-connections", "this client has too many connections open"});
        return;
    }
    // While every worker is busy, what a connection asks for is looked at before it waits for one.
    if (!queue_.worker_is_free())
        parked_.park(std::move(connection));
    else
        queue_or_refuse(std::move(connection));
}

void ConnectionService::finish() {
    finishing_ = true;
    const auto end = std::chrono::steady_clock::now() + last_requests_time;
    while (gauges_.open > 0 && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    closing_ = true;
    queue_.finish();
    parked_.finish();
}

void ConnectionService::serve(std::unique_ptr<Connection> connection) {
    while (connection) {
        // Empty lines before a request are ignored, as RFC 9112 advises.
        if (connection->received().starts_with("\r\n")) {
            connection->consume(2);
            continue;
        }
        auto found = find_head(connection->received(), limits_);
        if (const auto* refusal = std::get_if<Refusal>(&found)) return refuse(std::move(connection), *refusal);
        const auto& head = std::get<std::optional<std::string_view>>(found);
        const bool goes_on = head ? answer_next(connection, *head) : receive_more(connection);
        if (!goes_on) return;
    }
}

/// False when the connection has gone elsewhere.
bool ConnectionService::answer_next(std::unique_ptr<Connection>& connection, std::string_view head) {
    auto parsed = parse_head(head, limits_);
    const bool is_head_method = head.starts_with("HEAD ");
    connection->consume(head.size());
    if (const auto* refusal = std::get_if<Refusal>(&parsed)) {
        refuse(std::move(connection), *refusal, is_head_method);
        return false;
    }
    auto& checked = std::get<CheckedRequest>(parsed);
    const bool last = ++connection->requests >= limits_.keep_alive_requests_max || finishing_;
    checked.keep_alive = checked.keep_alive && !last;
    const bool goes_on = answer_(*connection, checked);
    ++gauges_.answered;
    if (!goes_on) {
        close(std::move(connection));
        return false;
    }
    const bool has_more = !connection->received().empty();
    connection->head_begun = has_more;
    connection->deadline = from_now(has_more ? limits_.header_deadline_ms : limits_.keep_alive_ms);
    // One client's pipeline must not keep the others waiting: it goes to the end of the queue.
    return !(has_more && queue_.someone_waits() && queue_.push(connection));
}

/// False when the connection has gone elsewhere.
bool ConnectionService::receive_more(std::unique_ptr<Connection>& connection) {
    if (connection->head_begun && std::chrono::steady_clock::now() > connection->deadline) {
        end_expired(std::move(connection));
        return false;
    }
    switch (connection->receive()) {
        case Connection::Received::bytes:
            note_received(*connection);
            return true;
        case Connection::Received::closed:
            connection.reset();
            return false;
        case Connection::Received::nothing_yet:
            break;
    }
    if (closing_) {
        connection.reset();
        return false;
    }
    if (queue_.worker_is_free() && connection->wait_readable(worker_patience)) return true;
    parked_.park(std::move(connection));
    return false;
}

void ConnectionService::refuse(std::unique_ptr<Connection> connection, const Refusal& refusal, bool without_body) {
    ++gauges_.refused;
    connection->send_some(closing_response(problem_for(refusal), without_body));
    parked_.close_gently(std::move(connection));
}

void ConnectionService::queue_or_refuse(std::unique_ptr<Connection> connection) {
    if (answer_health(connection) || queue_.push(connection)) return;
    if (closing_) return;  // whoever asks on a connection that has just been closed asks again
    ++gauges_.overloaded;
    refuse(std::move(connection), {503, "overloaded", "the server has more requests than it can take; try again soon"});
}

/// Whether the server is alive must be told also when it has too much to do. True if it was asked and has been told.
bool ConnectionService::answer_health(std::unique_ptr<Connection>& connection) {
    if (limits_.health_path.empty() || queue_.worker_is_free()) return false;
    if (connection->receive() == Connection::Received::bytes) note_received(*connection);
    if (!connection->received().starts_with("GET " + limits_.health_path + " HTTP/1.")) return false;
    const auto found = find_head(connection->received(), limits_);
    const auto* head = std::get_if<std::optional<std::string_view>>(&found);
    if (!head || !*head || !std::holds_alternative<CheckedRequest>(parse_head(**head, limits_))) return false;
    connection->consume((*head)->size());
    HttpResponse ok;
    ok.body = "ok\n";
    ok.headers.emplace_back("Cache-Control", "no-cache");
    connection->send_some(closing_response(ok, false));
    parked_.close_gently(std::move(connection));
    return true;
}

/// The first bytes of a head begin its deadline.
void ConnectionService::note_received(Connection& connection) const {
    if (!connection.head_begun) connection.deadline = from_now(limits_.header_deadline_ms);
    connection.head_begun = true;
}

void ConnectionService::end_expired(std::unique_ptr<Connection> connection) {
    if (!connection->head_begun) return;
    refuse(std::move(connection), {408, "timeout", "the request did not arrive in time"});
}

void ConnectionService::close(std::unique_ptr<Connection> connection) {
    if (connection->has_unread()) parked_.close_gently(std::move(connection));
}

}  // namespace broadsheet
