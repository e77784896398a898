// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// HTTP as the rest of the server sees it: requests and responses as plain data, one handler. The only user of
// cpp-httplib stands behind this header (http_server.cpp), with the guards that the library lacks.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet {

class StoredBody;
struct HttpGauges;

/// A parsed request. Path and parameters are percent-decoded once, valid UTF-8 and free of control characters.
struct HttpRequest {
    std::string method;  ///< GET, HEAD (handled as GET; the body is dropped), POST, PATCH, DELETE
    std::string path;
    std::vector<std::pair<std::string, std::string>> parameters;  ///< of the query string, in order, repeated ones kept
    std::vector<std::pair<std::string, std::string>> headers;     ///< names in lower case
    std::string body;
    std::string remote_address;  ///< the client's; behind a trusted proxy as that says
    /// True once the client waits no more (it has ended its side of the connection): whatever takes long may be given
    /// up. Only while the request is handled; a system call each time. May be empty: then it is still there.
    std::function<bool()> client_gone = {};

    /// First value of a header (lower-case name) or parameter; no value if absent.
    std::optional<std::string_view> header(std::string_view name) const;
    std::optional<std::string_view> parameter(std::string_view name) const;
};

struct HttpResponse {
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string body;
    std::shared_ptr<const StoredBody> stored = {};  ///< if set, what is sent instead of `body`, without a copy
    /// If set, what is sent instead of `body`, in pieces, as chunks: called with an empty text to fill until it returns
    /// false. It may take its time; the client has the usual time for each piece. If it throws, or the client goes, the
    /// connection is closed without the last chunk, so that nobody takes a part for the whole. Never compressed.
    std::function<bool(std::string& piece)> next_piece = {};
    /// Headers whose name is not a token or whose value has a control character are dropped, as are those that frame
    /// the message (Content-Length, Transfer-Encoding, Connection). With an ETag on a GET reply, If-None-Match is
    /// answered 304 without asking; ETags are compared weakly, because a compressed reply carries its ETag as a weak
    /// one.
    std::vector<std::pair<std::string, std::string>> headers;
    /// The pattern of the route that answered ("/api/v1/articles/{id}"), set by Router, which must outlive it; empty if
    /// none did.
    std::string_view route = {};
};

using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

/// Limits on what one client may hold. The defaults are those of a machine with two cores.
struct HttpLimits {
    std::size_t workers = 64;
    /// Connections waiting for a worker; more are answered 503. And idle or unfinished ones that hold no worker; the
    /// oldest give way. Each takes at most a quarter of the files that the process may open.
    std::size_t queue_max = 256;
    std::size_t parked_max = 512;
    std::size_t header_bytes_max = 16 * 1024;
    std::size_t target_bytes_max = 8 * 1024;  ///< above it 414
    std::size_t body_bytes_max = 16 * 1024 * 1024;
    /// Requests with a body that are on their way or being answered, each of which holds a worker and its bytes; more
    /// are answered 503, also when together they would have more than twice body_bytes_max.
    std::size_t bodies_max = 16;
    std::int64_t header_deadline_ms = 3'000;  ///< from the first byte to the end of the headers
    std::int64_t body_deadline_ms = 10'000;
    std::int64_t write_deadline_ms = 10'000;  ///< for each 256 kB of a reply
    std::int64_t keep_alive_ms = 15'000;      ///< idle wait for a request; holds no worker
    std::size_t keep_alive_requests_max = 100'000;
    /// Of one client (client_network()) at a time; more are answered 429. Those at this machine and of proxies that
    /// are trusted aren't counted. 0: any number.
    std::size_t client_connections_max = 64;
    /// Proxies whose X-Forwarded-For says who the client is.
    std::vector<std::string> trusted_proxies;
    /// Path that is answered "ok" also when every worker is busy, by the thread that watches connections; empty: none.
    std::string health_path;
    /// Names and addresses that the Host header may name, without port, IPv6 without brackets; empty: any. Others are
    /// answered 421, so that a page elsewhere cannot reach the archive through a name that it makes point here.
    std::vector<std::string> hosts;
};

/// Serves one handler. run() blocks until stop(), which may be called from any thread but not from a signal handler.
class HttpServer {
public:
    /// `gauges`, if given, tells of its connections.
    HttpServer(HttpLimits limits, HttpHandler handler, std::shared_ptr<HttpGauges> gauges = {});
    ~HttpServer();

    /// Binds and listens; port 0 picks one. Returns the port. Throws Error{io} if the address is in use or can't be
    /// bound.
    int bind(const std::string& host, int port);

    /// Takes over a socket that listens already, such as systemd's, and leaves it whole at the end: what arrives then
    /// waits for the next server. Throws Error{io} if it is no such socket.
    void take(int listening_socket);

    /// Accepts and answers until stop(); requests under way are finished first. Throws Error{io} if accepting fails for
    /// good.
    void run();
    void stop();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace broadsheet
