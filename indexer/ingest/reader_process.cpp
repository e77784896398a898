// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest/reader_process.h"

#include "engine/error.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

namespace broadsheet {

namespace {

constexpr int not_started = 127;
/// How long a process that has closed its connection may take to be gone.
constexpr int farewell_ms = 2000;

/// The child between fork and exec: only calls that are safe there, since other threads may hold locks.
[[noreturn]] void become(const char* program, char* const* arguments, char* const* environment, int socket, int failure,
                         pid_t parent) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(not_started);  // it died before the line above
    sigset_t none;
    sigemptyset(&none);
    for (int number = 1; number < NSIG; ++number) std::signal(number, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(socket, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    execve(program, arguments, environment);
    const int error = errno;
    [[maybe_unused]] const ssize_t written = write(failure, &error, sizeof error);
    _exit(not_started);
}

[[noreturn]] void fail(int error) {
    throw Error(ErrorKind::io, std::string("cannot start the reader of files: ") + std::strerror(error));
}

/// Where libraries are, if not in their usual places; nothing else of ours is its business.
std::string library_path() {
    const char* const path = std::getenv("LD_LIBRARY_PATH");
    return std::string("LD_LIBRARY_PATH=") + (path ? path : "");
}

/// errno of a child that couldn't become the program; 0 of one that has.
int failure_of(const OpenFile& pipe) {
    int error = 0;
    ssize_t count = 0;
    do {
        count = read(pipe.number(), &error, sizeof error);
    } while (count < 0 && errno == EINTR);
    return count > 0 ? error : 0;
}

}  // namespace

ReaderProcess::ReaderProcess(const std::vector<std::string>& command) {
    std::array<int, 2> sockets{-1, -1}, pipes{-1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0) fail(errno);
    OpenFile ours(sockets[0]), theirs(sockets[1]);
    if (pipe2(pipes.data(), O_CLOEXEC) != 0) fail(errno);
    const OpenFile failure_read(pipes[0]);
    OpenFile failure_write(pipes[1]);

    std::vector<char*> arguments{const_cast<char*>("broadsheet")};
    for (std::size_t i = 1; i < command.size(); ++i) arguments.push_back(const_cast<char*>(command[i].c_str()));
    arguments.push_back(nullptr);
    std::string libraries = library_path();
    const std::array<char*, 2> environment{libraries.data(), nullptr};
    const pid_t parent = getpid();
    pid_ = fork();
    if (pid_ == 0)
        become(command.front().c_str(), arguments.data(), environment.data(), theirs.number(), failure_write.number(),
               parent);
    if (pid_ < 0) fail(errno);
    theirs = {};
    failure_write = {};
    if (const int error = failure_of(failure_read); error != 0) {
        waitpid(pid_, nullptr, 0);
        fail(error);
    }
    channel_ = std::make_shared<MessageChannel>(std::move(ours), false);
}

ReaderProcess::~ReaderProcess() {
    end(true);
}

std::string ReaderProcess::end(bool kill_now) {
    if (pid_ < 0) return {};
    int status = 0;
    bool gone = false;
    for (int waited_ms = 0; !kill_now && !gone && waited_ms < farewell_ms; ++waited_ms) {
        gone = waitpid(pid_, &status, WNOHANG) == pid_;
        if (!gone) poll(nullptr, 0, 1);
    }
    if (!gone) {
        kill(pid_, SIGKILL);
        while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
    }
    pid_ = -1;
    if (WIFEXITED(status) && WEXITSTATUS(status) == reader_out_of_memory) return "out of memory";
    if (WIFEXITED(status)) return "exit code " + std::to_string(WEXITSTATUS(status));
    const int number = WTERMSIG(status);
    return "signal " + std::to_string(number) + ", " + strsignal(number);
}

}  // namespace broadsheet
