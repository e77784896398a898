// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/http.h"

#include <httplib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <thread>

#include "engine/error.h"
#include "server/http/client_address.h"
#include "server/http/connection_service.h"
#include "server/http/http_gauges.h"
#include "server/http/problem.h"
#include "server/http/response_policy.h"
#include "server/log/log.h"

#ifndef CPPHTTPLIB_OPENSSL_SUPPORT
#error "build with the flags of pkg-config cpp-httplib: without them its classes have another size than in the library"
#endif

namespace broadsheet {
namespace {

constexpr int listen_backlog = 1024;
/// How soon the accept loop notices that it is to end if it must leave its socket whole.
constexpr int taken_idle_us = 50'000;
/// A client has write_deadline_ms for every piece of this size, so that large replies may take longer.
constexpr std::size_t write_piece_bytes = 256 * 1024;

SteadyTime from_now(std::int64_t milliseconds) {
    return std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
}

/// Runs the accept loop inline: the library's notion of one thread per connection does not apply.
class InlineTasks : public httplib::TaskQueue {
public:
    explicit InlineTasks(ConnectionService& service) : service_(service) {}
    void enqueue(std::function<void()> accepted) override { accepted(); }
    void shutdown() override { service_.finish(); }

private:
    ConnectionService& service_;
};

/// Without a file to spare no connection can be accepted, and no article read.
HttpLimits within_open_files(HttpLimits limits) {
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY) return limits;
    const auto share = std::max<std::size_t>(static_cast<std::size_t>(files.rlim_cur) / 4, 1);
    limits.queue_max = std::min(limits.queue_max, share);
    limits.parked_max = std::min(limits.parked_max, share);
    return limits;
}

class GuardedServer : public httplib::Server {
public:
    GuardedServer(HttpLimits limits, HttpHandler handler, std::shared_ptr<HttpGauges> gauges)
        : limits_(within_open_files(std::move(limits))),
          handler_(std::move(handler)),
          gauges_(gauges ? std::move(gauges) : std::make_shared<HttpGauges>()) {
        new_task_queue = [this] { return new InlineTasks(*service_); };
        // SO_REUSEADDR alone: the library's default would let a second server share the port.
        set_socket_options([](socket_t socket) {
            const int on = 1;
            setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        });
    }

    ~GuardedServer() override {
        if (svr_sock_ != INVALID_SOCKET && !taken_) ::close(svr_sock_);
    }

    int bind(const std::string& host, int port) {
        errno = 0;
        const int bound = port == 0 ? bind_to_any_port(host) : (bind_to_port(host, port) ? port : -1);
        if (bound <= 0) throw_bind_error(host, port, errno);
        ::listen(svr_sock_, listen_backlog);
        return bound;
    }

    void take(int listening_socket) {
        int listens = 0;
        socklen_t length = sizeof listens;
        if (getsockopt(listening_socket, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) != 0 || listens == 0)
            throw Error(ErrorKind::io, "the socket that was passed on does not listen; see the socket's unit");
        taken_ = true;
        svr_sock_ = listening_socket;
        set_idle_interval(0, taken_idle_us);
    }

    /// The library's own stop() shuts the socket down, for all who have it.
    void stop_accepting() {
        if (taken_)
            svr_sock_ = INVALID_SOCKET;
        else
            stop();
    }

    /// The accept loop; false if it ended for another reason than stop().
    bool accept_all() {
        service_ = std::make_unique<ConnectionService>(
            limits_, *gauges_,
            [this](Connection& connection, CheckedRequest& checked) { return answer(connection, checked); });
        const bool stopped = listen_after_bind();
        service_.reset();
        return stopped;
    }

private:
    [[noreturn]] static void throw_bind_error(const std::string& host, int port, int error) {
        const std::string where = host + ":" + std::to_string(port);
        if (error == EADDRINUSE) {
            throw Error(ErrorKind::io,
                        "address in use: " + where + " is another program's; choose another with --listen");
        }
        const std::string reason = error ? std::strerror(error) : "no such address";
        throw Error(ErrorKind::io, "cannot listen on " + where + ": " + reason + "; choose another with --listen");
    }

    bool process_and_close_socket(socket_t socket) override {
        service_->accept(socket);
        return true;
    }

    /// False if the connection is to end.
    bool answer(Connection& connection, CheckedRequest& checked) {
        bool closes = !checked.keep_alive;
        checked.request.remote_address =
            client_address(connection.remote_address(), checked.request, limits_.trusted_proxies);
        checked.request.client_gone = [&connection] { return connection.client_gone(); };
        const bool without_body = checked.request.method == "HEAD";
        try {
            PreparedResponse prepared = prepare_response(handle(connection, checked, closes), checked);
            if (prepared.response.next_piece)
                return send_pieces(connection, prepared.response, checked, closes) && !closes;
            const std::string_view payload = prepared.payload();
            const auto length = prepared.has_body ? std::optional(payload.size()) : std::nullopt;
            const std::string head = response_head(prepared.response, length, closes);
            return send(connection, head, without_body ? std::string_view() : payload) && !closes;
        } catch (const std::exception& error) {
            log(LogLevel::error, "http.no-reply", {{"reason", error.what()}});
            return false;
        }
    }

    bool send(Connection& connection, std::string_view head, std::string_view payload) const {
        do {
            const std::string_view piece = payload.substr(0, write_piece_bytes);
            if (!connection.send_all(head, piece, from_now(limits_.write_deadline_ms))) return false;
            head = {};
            payload.remove_prefix(piece.size());
        } while (!payload.empty());
        return true;
    }

    /// False if the connection is to end: at the latest then the client knows that there is no more.
    bool send_pieces(Connection& connection, HttpResponse& response, const CheckedRequest& checked, bool closes) const {
        const bool chunked = checked.accepts_chunks;
        response.headers.emplace_back("Content-Type", response.content_type);
        if (chunked) response.headers.emplace_back("Transfer-Encoding", "chunked");
        if (!send(connection, response_head(response, std::nullopt, closes || !chunked), {})) return false;
        if (checked.request.method == "HEAD") return chunked;
        for (std::string piece; response.next_piece(piece); piece.clear()) {
            if (piece.empty()) continue;
            if (!send(connection, chunked ? chunk_head(piece.size()) : std::string(), piece)) return false;
            if (chunked && !send(connection, "\r\n", {})) return false;
        }
        return chunked && send(connection, "0\r\n\r\n", {});
    }

    static std::string chunk_head(std::size_t bytes) {
        std::array<char, 2 * sizeof bytes> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), bytes, 16).ptr;
        return std::string(digits.data(), end) + "\r\n";
    }

    HttpResponse handle(Connection& connection, CheckedRequest& checked, bool& closes) {
        HttpRequest& request = checked.request;
        const auto deadline = from_now(limits_.body_deadline_ms);
        const auto place = place_for_body(checked.body_bytes);
        if (!place) {
            closes = true;
            return problem(503, "overloaded", "the server is receiving as much as it can take; try again soon");
        }
        if (checked.expects_continue && checked.body_bytes > 0)
            connection.send_all("HTTP/1.1 100 Continue\r\n\r\n", deadline);
        if (checked.body_bytes > 0 && !connection.receive_body(checked.body_bytes, request.body, deadline)) {
            closes = true;
            return problem(408, "timeout", "the body of the request did not arrive in time");
        }
        try {
            return handler_(request);
        } catch (...) {
            return report(std::current_exception(), request);
        }
    }

    /// Held until the reply is made; no value if there is none.
    std::shared_ptr<void> place_for_body(std::size_t bytes) {
        if (bytes == 0) return std::make_shared<char>();
        const std::size_t bodies = ++bodies_;
        const std::size_t all_bytes = body_bytes_ += bytes;
        std::shared_ptr<void> place(this, [this, bytes](void*) {
            --bodies_;
            body_bytes_ -= bytes;
        });
        const bool fits = bodies <= limits_.bodies_max && all_bytes <= 2 * limits_.body_bytes_max;
        return fits ? place : nullptr;
    }

    static HttpResponse report(const std::exception_ptr& exception, const HttpRequest& request) {
        HttpResponse response = problem_of(exception);
        if (response.status < 500) return response;
        std::string reason = "an exception of unknown type";
        try {
            std::rethrow_exception(exception);
        } catch (const std::exception& error) {
            reason = error.what();
        } catch (...) {
        }
        log(LogLevel::error, "http.failed", {{"method", request.method}, {"path", request.path}, {"reason", reason}});
        return response;
    }

    const HttpLimits limits_;
    const HttpHandler handler_;
    std::atomic<std::size_t> bodies_{0};
    std::atomic<std::size_t> body_bytes_{0};
    const std::shared_ptr<HttpGauges> gauges_;
    bool taken_ = false;  ///< the socket is somebody else's as well
    std::unique_ptr<ConnectionService> service_;
};

}  // namespace

struct HttpServer::State {
    State(HttpLimits limits, HttpHandler handler, std::shared_ptr<HttpGauges> gauges)
        : server(std::move(limits), std::move(handler), std::move(gauges)) {}

    GuardedServer server;
    std::string host;
    int port = 0;
    int taken = -1;  ///< the socket that was passed on
    std::atomic<bool> stopping{false};
    std::atomic<bool> running{false};
};

HttpServer::HttpServer(HttpLimits limits, HttpHandler handler, std::shared_ptr<HttpGauges> gauges)
    : state_(std::make_unique<State>(std::move(limits), std::move(handler), std::move(gauges))) {}

HttpServer::~HttpServer() = default;

int HttpServer::bind(const std::string& host, int port) {
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    state_->host = bracketed ? host.substr(1, host.size() - 2) : host;
    state_->port = state_->server.bind(state_->host, port);
    return state_->port;
}

void HttpServer::take(int listening_socket) {
    state_->server.take(listening_socket);
    state_->taken = listening_socket;
}

void HttpServer::run() {
    // The library ends its loop on errors of accept that pass (a client gone already, memory short for a moment).
    constexpr int attempts_max = 5;
    state_->running = true;
    for (int attempt = 1; !state_->stopping; ++attempt) {
        if (state_->server.accept_all() || state_->stopping) break;
        log(LogLevel::error, "http.accept-failed", {{"then", "listening anew"}});
        if (attempt == attempts_max) {
            state_->running = false;
            throw Error(ErrorKind::io, "accepting connections keeps failing; restart the server");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        if (state_->taken >= 0)
            state_->server.take(state_->taken);
        else
            state_->server.bind(state_->host, state_->port);
    }
    state_->running = false;
}

void HttpServer::stop() {
    state_->stopping = true;
    // The library ignores a stop() that comes before its loop has begun.
    while (state_->running && !state_->server.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    state_->server.stop_accepting();
}

}  // namespace broadsheet
