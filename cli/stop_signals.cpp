// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/stop_signals.h"

#include "engine/error.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace broadsheet::cli {

namespace {

/// Before whoever sent SIGTERM loses patience: our server after five seconds, Docker after ten.
constexpr unsigned grace_s = 4;

std::atomic<int> request_descriptor = -1;

extern "C" void on_stop_signal(int) {
    const int error = errno;
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(request_descriptor, &one, sizeof one);
    ::alarm(grace_s);
    errno = error;
}

extern "C" void on_end_of_grace(int) {
    static constexpr std::string_view words = "broadsheet: ended in the middle of a run; what was committed stays\n";
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, words.data(), words.size());
    ::_exit(0);
}

void handle(int number, void (*handler)(int), int flags) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    ::sigaction(number, &action, nullptr);
}

}  // namespace

StopSignals::StopSignals() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (descriptor_ < 0) throw Error(ErrorKind::io, std::string("cannot wait for signals: ") + std::strerror(errno));
    request_descriptor = descriptor_;
    handle(SIGALRM, on_end_of_grace, 0);
    // Reset by the first: the second ends the program.
    for (const int number : {SIGINT, SIGTERM})
        handle(number, on_stop_signal, SA_RESTART | static_cast<int>(SA_RESETHAND));
}

bool StopSignals::requested() const {
    return wait(std::chrono::milliseconds(0));
}

bool StopSignals::wait(std::chrono::milliseconds at_most) const {
    pollfd entry{descriptor_, POLLIN, 0};
    ::poll(&entry, 1, static_cast<int>(at_most.count()));
    return entry.revents != 0 || (at_most.count() != 0 && requested());
}

}  // namespace broadsheet::cli
