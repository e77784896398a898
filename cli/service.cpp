// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/service.h"

#include "engine/error.h"
#include "server/log/log.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace broadsheet::cli {

namespace {

constexpr int first_passed = 3;
/// What is under way then is given up: whoever stops a service waits some seconds, and searches take less than one.
constexpr unsigned finish_s = 4;

/// What a number in the environment says; 0 if there is none.
std::uint64_t environment_number(const char* name) {
    const char* text = std::getenv(name);
    return text ? std::strtoull(text, nullptr, 10) : 0;
}

/// Tells the watchdog that the server lives, unless all workers have been busy since the last time and none has
/// finished a request.
class Watchdog {
public:
    explicit Watchdog(const ServerState& state) : state_(state) {
        const std::uint64_t limit_us = environment_number("WATCHDOG_USEC");
        const std::uint64_t whose = environment_number("WATCHDOG_PID");
        const bool is_ours = whose == 0 || whose == static_cast<std::uint64_t>(::getpid());
        if (limit_us != 0 && is_ours) interval_ = std::chrono::microseconds(limit_us / 3);
    }

    /// How long to wait between two calls of look(); no value if nobody watches.
    const std::optional<std::chrono::microseconds>& interval() const { return interval_; }

    void look() {
        const std::uint64_t answered = state_.http.answered;
        const bool busy = state_.http.working >= state_.http.workers && state_.http.workers > 0;
        const bool stuck = busy && was_busy_ && answered == answered_;
        was_busy_ = busy;
        answered_ = answered;
        if (!stuck) return notify_service("WATCHDOG=1");
        log(LogLevel::error, "server.stuck", {{"workers", state_.http.workers.load()}});
    }

private:
    const ServerState& state_;
    std::optional<std::chrono::microseconds> interval_;
    bool was_busy_ = false;
    std::uint64_t answered_ = 0;
};

void wait_for_signal(const sigset_t& signals, Watchdog& watchdog) {
    if (!watchdog.interval()) {
        int signal = 0;
        sigwait(&signals, &signal);
        return;
    }
    const auto interval = *watchdog.interval();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(interval);
    const timespec patience{seconds.count(), std::chrono::nanoseconds(interval - seconds).count()};
    do watchdog.look();
    while (sigtimedwait(&signals, nullptr, &patience) < 0 && (errno == EAGAIN || errno == EINTR));
}

extern "C" void on_finish_timeout(int) {
    ::_exit(0);
}

/// From here on a second signal, or the end of the time for finishing, ends the process.
void end_soon(const sigset_t& signals, std::chrono::milliseconds drain) {
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGALRM, on_finish_timeout);
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
    ::alarm(finish_s + static_cast<unsigned>((drain.count() + 999) / 1000));
}

}  // namespace

void notify_service(std::string_view message) {
    const char* name = std::getenv("NOTIFY_SOCKET");
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::size_t length = name ? std::strlen(name) : 0;
    if (length < 2 || length >= sizeof address.sun_path) return;
    std::memcpy(address.sun_path, name, length);
    if (name[0] == '@') address.sun_path[0] = '\0';
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return;
    const auto bytes = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length);
    ::sendto(socket, message.data(), message.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address), bytes);
    ::close(socket);
}

std::optional<int> passed_socket() {
    const std::uint64_t count = environment_number("LISTEN_FDS");
    const bool is_ours = environment_number("LISTEN_PID") == static_cast<std::uint64_t>(::getpid());
    for (const char* name : {"LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"}) ::unsetenv(name);
    if (!is_ours || count == 0) return std::nullopt;
    if (count > 1) throw Error(ErrorKind::usage, "one socket can be passed on, not " + std::to_string(count));
    ::fcntl(first_passed, F_SETFD, FD_CLOEXEC);
    return first_passed;
}

SocketAddress address_of(int socket) {
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &length) != 0)
        throw Error(ErrorKind::io, std::string("the socket that was passed on: ") + std::strerror(errno));
    if (address.ss_family == AF_INET) {
        const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
        ::inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
        return {text.data(), ntohs(v4.sin_port)};
    }
    if (address.ss_family == AF_INET6) {
        const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
        ::inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
        return {text.data(), ntohs(v6.sin6_port)};
    }
    return {"localhost", 0};  // a socket in the file system
}

sigset_t block_stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

void serve_until_stopped(HttpServer& server, const std::shared_ptr<ServerState>& state, const sigset_t& signals,
                         std::chrono::milliseconds drain, const std::function<void()>& end_jobs) {
    std::exception_ptr failure;
    std::jthread serving([&server, &failure] {
        try {
            server.run();
        } catch (...) {
            failure = std::current_exception();
            ::kill(::getpid(), SIGTERM);
        }
    });
    Watchdog watchdog(*state);
    notify_service("READY=1");
    wait_for_signal(signals, watchdog);
    state->stopping = true;
    notify_service("STOPPING=1");
    log(LogLevel::info, "server.stopping", {{"in_flight", state->in_flight.load()}});
    end_soon(signals, drain);
    std::this_thread::sleep_for(drain);
    end_jobs();
    server.stop();
    serving.join();
    if (failure) std::rethrow_exception(failure);
}

}  // namespace broadsheet::cli
