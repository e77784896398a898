// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/http.h"

#include <httplib.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <iostream>
#include <thread>

#include "engine/error.h"
#include "server/http/connection_service.h"
#include "server/http/problem.h"
#include "server/http/response_policy.h"

#ifndef CPPHTTPLIB_OPENSSL_SUPPORT
#error "build with the flags of pkg-config cpp-httplib: without them its classes have another size than in the library"
#endif

namespace broadsheet {
namespace {

constexpr int listen_backlog = 1024;
/// A client has write_deadline_ms for every piece of this size, so that large replies may take longer.
constexpr std::size_t write_piece_bytes = 256 * 1024;

SteadyTime from_now(std::int64_t milliseconds) {
    return std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
}

/// What the library reads and writes while it answers one request. It reads a head that we wrote ourselves from checked
/// parts, so that nothing a client sends reaches its parser; what it writes is sent in as few packets as possible.
class ExchangeStream : public httplib::Stream {
public:
    ExchangeStream(Connection& connection, std::string head, std::int64_t write_deadline_ms)
        : connection_(connection), head_(std::move(head)), write_deadline_ms_(write_deadline_ms) {}

    using httplib::Stream::write;
    bool is_readable() const override { return read_ < head_.size(); }
    bool is_writable() const override { return !failed_; }

    ssize_t read(char* out, size_t size) override {
        const std::size_t count = std::min(size, head_.size() - read_);
        std::memcpy(out, head_.data() + read_, count);
        read_ += count;
        return static_cast<ssize_t>(count);
    }

    ssize_t write(const char* bytes, size_t size) override {
        constexpr std::size_t gathered_bytes_max = 64 * 1024;
        if (pending_.size() + size > gathered_bytes_max) {
            flush();
            send({bytes, size});
        } else {
            pending_.append(bytes, size);
        }
        return failed_ ? -1 : static_cast<ssize_t>(size);
    }

    /// Sends what is gathered; false if the client did not take it all.
    bool flush() {
        send(pending_);
        pending_.clear();
        return !failed_;
    }

    // The library only copies these into headers that nobody reads.
    void get_remote_ip_and_port(std::string&, int&) const override {}
    void get_local_ip_and_port(std::string&, int&) const override {}
    socket_t socket() const override { return connection_.socket(); }

private:
    void send(std::string_view bytes) {
        while (!bytes.empty() && !failed_) {
            const std::string_view piece = bytes.substr(0, write_piece_bytes);
            failed_ = !connection_.send_all(piece, from_now(write_deadline_ms_));
            bytes.remove_prefix(piece.size());
        }
    }

    Connection& connection_;
    std::string head_;
    std::size_t read_ = 0;
    std::int64_t write_deadline_ms_;
    std::string pending_;
    bool failed_ = false;
};

/// One request on its way through the library, which hands our callbacks nothing but its own types.
struct Exchange {
    Connection& connection;
    CheckedRequest& checked;
    ExchangeStream& stream;
    httplib::Request* library_request = nullptr;
    std::string content_type{};
    bool bodiless = false;
    bool close = false;
};
thread_local Exchange* current_exchange = nullptr;

std::string library_head(const CheckedRequest& checked) {
    std::string head = checked.request.method + " / HTTP/1.1\r\nHost: -\r\n";
    if (checked.expects_continue && checked.body_bytes > 0) head += "Expect: 100-continue\r\n";
    return head + "\r\n";
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

class GuardedServer : public httplib::Server {
public:
    GuardedServer(HttpLimits limits, HttpHandler handler) : limits_(std::move(limits)), handler_(std::move(handler)) {
        new_task_queue = [this] { return new InlineTasks(*service_); };
        // SO_REUSEADDR alone: the library's default would let a second server share the port.
        set_socket_options([](socket_t socket) {
            const int on = 1;
            setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        });
        set_pre_routing_handler([this](const httplib::Request&, httplib::Response& response) {
            respond(*current_exchange, response);
            return HandlerResponse::Handled;
        });
        set_post_routing_handler(
            [](const httplib::Request&, httplib::Response& response) { finish_headers(*current_exchange, response); });
    }

    ~GuardedServer() override {
        if (svr_sock_ != INVALID_SOCKET) ::close(svr_sock_);
    }

    int bind(const std::string& host, int port) {
        errno = 0;
        const int bound = port == 0 ? bind_to_any_port(host) : (bind_to_port(host, port) ? port : -1);
        if (bound <= 0) throw_bind_error(host, port, errno);
        ::listen(svr_sock_, listen_backlog);
        return bound;
    }

    /// The accept loop; false if it ended for another reason than stop().
    bool accept_all() {
        service_ = std::make_unique<ConnectionService>(
            limits_, [this](Connection& connection, CheckedRequest& checked) { return answer(connection, checked); });
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

    bool answer(Connection& connection, CheckedRequest& checked) {
        ExchangeStream stream(connection, library_head(checked), limits_.write_deadline_ms);
        Exchange exchange{connection, checked, stream};
        exchange.close = !checked.keep_alive;
        checked.request.remote_address = connection.remote_address();
        current_exchange = &exchange;
        bool answered = false;
        try {
            bool ignored = false;
            answered = process_request(stream, false, ignored,
                                       [&](httplib::Request& request) { exchange.library_request = &request; });
        } catch (const std::exception& error) {
            std::cerr << "http: no reply could be made: " << error.what() << '\n';
        }
        current_exchange = nullptr;
        return stream.flush() && answered && !exchange.close;
    }

    void respond(Exchange& exchange, httplib::Response& out) {
        PreparedResponse prepared = prepare_response(handle(exchange), exchange.checked);
        HttpResponse& response = prepared.response;
        exchange.bodiless = response.status == 304 || response.status == 204;
        exchange.content_type = std::move(response.content_type);
        out.status = response.status;
        for (auto& header : response.headers) out.headers.emplace(std::move(header.first), std::move(header.second));
        out.body = std::move(response.body);
        // The library decides on compression by type and header, not by size: it is shown a pair that gives our
        // decision. finish_headers puts the true type in place.
        out.headers.emplace("Content-Type", prepared.compress ? "text/plain" : "application/octet-stream");
        if (prepared.compress) exchange.library_request->headers.emplace("Accept-Encoding", "gzip");
    }

    HttpResponse handle(Exchange& exchange) {
        HttpRequest& request = exchange.checked.request;
        const std::size_t body_bytes = exchange.checked.body_bytes;
        exchange.stream.flush();  // the "100 Continue" that the client waits for
        const auto deadline = from_now(limits_.body_deadline_ms);
        if (body_bytes > 0 && !exchange.connection.receive_body(body_bytes, request.body, deadline)) {
            exchange.close = true;
            return problem(408, "timeout", "the body of the request did not arrive in time");
        }
        try {
            return handler_(request);
        } catch (...) {
            return report(std::current_exception(), request);
        }
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
        std::cerr << "http: " + request.method + " " + request.path + " failed: " + reason + "\n";
        return response;
    }

    static void finish_headers(const Exchange& exchange, httplib::Response& response) {
        for (const char* name : {"Keep-Alive", "Accept-Ranges", "Content-Type", "Connection"})
            response.headers.erase(name);
        if (exchange.bodiless) {
            response.headers.erase("Content-Length");
        } else {
            response.headers.emplace("Content-Type", exchange.content_type);
        }
        response.headers.emplace("Date", http_date(std::time(nullptr)));
        if (exchange.close) response.headers.emplace("Connection", "close");
    }

    const HttpLimits limits_;
    const HttpHandler handler_;
    std::unique_ptr<ConnectionService> service_;
};

}  // namespace

struct HttpServer::State {
    State(HttpLimits limits, HttpHandler handler) : server(std::move(limits), std::move(handler)) {}

    GuardedServer server;
    std::string host;
    int port = 0;
    std::atomic<bool> stopping{false};
    std::atomic<bool> running{false};
};

HttpServer::HttpServer(HttpLimits limits, HttpHandler handler)
    : state_(std::make_unique<State>(std::move(limits), std::move(handler))) {}

HttpServer::~HttpServer() = default;

int HttpServer::bind(const std::string& host, int port) {
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    state_->host = bracketed ? host.substr(1, host.size() - 2) : host;
    state_->port = state_->server.bind(state_->host, port);
    return state_->port;
}

void HttpServer::run() {
    // The library ends its loop on errors of accept that pass (a client gone already, memory short for a moment).
    constexpr int attempts_max = 5;
    state_->running = true;
    for (int attempt = 1; !state_->stopping; ++attempt) {
        if (state_->server.accept_all() || state_->stopping) break;
        std::cerr << "http: accepting connections failed; listening anew\n";
        if (attempt == attempts_max) {
            state_->running = false;
            throw Error(ErrorKind::io, "accepting connections keeps failing; restart the server");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        state_->server.bind(state_->host, state_->port);
    }
    state_->running = false;
}

void HttpServer::stop() {
    state_->stopping = true;
    // The library ignores a stop() that comes before its loop has begun.
    while (state_->running && !state_->server.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    state_->server.stop();
}

}  // namespace broadsheet
