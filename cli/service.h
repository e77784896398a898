// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A server as a service of the system: told when it is ready, when it stops and that it lives; given its socket; ended
// by signals. Speaks systemd's protocol without its library, and does nothing where nobody listens.

#include "server/http/http.h"
#include "server/metrics/server_state.h"

#include <chrono>
#include <csignal>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet::cli {

/// Sends "READY=1" and the like to whoever started the service, if NOTIFY_SOCKET names a socket.
void notify_service(std::string_view message);

/// The socket that was passed on by LISTEN_FDS; no value if none was. Programs that are started later don't get it.
/// Throws Error{usage} if there are several.
std::optional<int> passed_socket();

/// Where a socket listens.
struct SocketAddress {
    std::string host;
    int port = 0;
};
SocketAddress address_of(int socket);

/// SIGTERM and SIGINT are waited for, in every thread alike, instead of interrupting. To be called before there are
/// threads.
sigset_t block_stop_signals();

/// Runs the server until a signal comes or it fails. After the signal it is unready for `drain`, so that a proxy asks
/// others; then `end_jobs` ends what requests may wait for, and what is under way is finished, within four seconds more;
/// a second signal ends it at once. Meanwhile the service's watchdog is told that it lives, as long as requests get
/// done.
void serve_until_stopped(HttpServer& server, const std::shared_ptr<ServerState>& state, const sigset_t& signals,
                         std::chrono::milliseconds drain, const std::function<void()>& end_jobs);

}  // namespace broadsheet::cli
