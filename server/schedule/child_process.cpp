// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/schedule/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>
#include <utility>

#include "engine/error.h"
#include "server/log/log.h"

namespace broadsheet {
namespace {

constexpr std::size_t line_bytes_max = 64 * 1024;
constexpr std::size_t error_bytes_max = 4 * 1024;
/// How often a child whose pipes are silent is looked at.
constexpr int look_ms = 50;

void close_end(int& end) {
    if (end >= 0) close(end);
    end = -1;
}

/// What becomes the child, between fork and exec: only calls that are safe there, since other threads hold locks.
[[noreturn]] void become(char* const* arguments, int output, int errors, int failure, pid_t parent) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);  // it died before the line above
    sigset_t none;
    sigemptyset(&none);
    for (int number = 1; number < NSIG; ++number) std::signal(number, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    dup2(nothing, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    execvp(arguments[0], arguments);
    const int error = errno;
    [[maybe_unused]] const ssize_t written = write(failure, &error, sizeof error);
    _exit(127);
}

/// Reads once; false at the end of the pipe.
template <typename Take>
bool read_some(int end, Take take) {
    std::array<char, 16 * 1024> bytes;
    const ssize_t count = read(end, bytes.data(), bytes.size());
    if (count > 0) take(std::string_view(bytes.data(), static_cast<std::size_t>(count)));
    return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN));
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& command) {
    if (command.empty()) throw Error(ErrorKind::usage, "no program to start");
    for (Pipe* pipe : {&output_, &errors_, &exec_failure_}) {
        std::array<int, 2> ends{-1, -1};
        if (pipe2(ends.data(), O_CLOEXEC) != 0) {
            const std::string reason = std::strerror(errno);
            for (Pipe* open : {&output_, &errors_, &exec_failure_}) {
                close_end(open->read_end);
                close_end(open->write_end);
            }
            throw Error(ErrorKind::io, "cannot start " + command.front() + ": " + reason);
        }
        *pipe = {ends[0], ends[1]};
    }
    start(command);
}

void ChildProcess::start(const std::vector<std::string>& command) {
    std::vector<char*> arguments;
    for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    const pid_t parent = getpid();
    pid_ = fork();
    if (pid_ == 0) {
        become(arguments.data(), output_.write_end, errors_.write_end, exec_failure_.write_end, parent);
    }
    int error = pid_ < 0 ? errno : 0;
    for (Pipe* pipe : {&output_, &errors_, &exec_failure_}) close_end(pipe->write_end);
    if (error == 0) {
        ssize_t count = 0;
        do {
            count = read(exec_failure_.read_end, &error, sizeof error);
        } while (count < 0 && errno == EINTR);
        if (count > 0) waitpid(pid_, nullptr, 0);
    }
    close_end(exec_failure_.read_end);
    if (error == 0) return;
    pid_ = -1;
    close_end(output_.read_end);
    close_end(errors_.read_end);
    throw Error(ErrorKind::io, "cannot start " + command.front() + ": " + std::strerror(error));
}

ChildProcess::~ChildProcess() {
    if (pid_ > 0) {
        signal_group(SIGKILL);
        waitpid(pid_, nullptr, 0);
    }
    close_end(output_.read_end);
    close_end(errors_.read_end);
}

void ChildProcess::signal_group(int signal) const {
    kill(-pid_, signal);
    kill(pid_, signal);  // should the group not exist yet
}

/// Takes what the child writes, waiting so long for it; false once both pipes have ended.
bool ChildProcess::pump(int wait_ms) {
    std::array<pollfd, 2> entries{{{output_.read_end, POLLIN, 0}, {errors_.read_end, POLLIN, 0}}};
    if (poll(entries.data(), entries.size(), wait_ms) > 0) {
        const bool output_ended =
            entries[0].revents != 0 && !read_some(output_.read_end, [this](std::string_view bytes) {
                for (const char c : bytes) {
                    if (c != '\n') {
                        if (line_.size() < line_bytes_max) line_.push_back(c);
                        continue;
                    }
                    if (!line_.empty() && on_line_) on_line_(line_);
                    if (!line_.empty()) last_line_ = std::move(line_);
                    line_.clear();
                }
            });
        if (output_ended) close_end(output_.read_end);
        const bool errors_ended =
            entries[1].revents != 0 && !read_some(errors_.read_end, [this](std::string_view bytes) {
                log_lines(error_line_, bytes, "indexer");
                error_tail_ += bytes;
                if (error_tail_.size() > error_bytes_max) error_tail_.erase(0, error_tail_.size() - error_bytes_max);
            });
        if (errors_ended) close_end(errors_.read_end);
    }
    return output_.read_end >= 0 || errors_.read_end >= 0;
}

bool ChildProcess::reap(ChildResult& result) {
    siginfo_t ended{};
    if (waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) != 0 || ended.si_pid == 0)
        return false;
    // Nothing that the child started stays behind. Before it is reaped, its number cannot be another's.
    kill(-pid_, SIGKILL);
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    result.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    result.exit_code = result.signal != 0 ? 128 + result.signal : WEXITSTATUS(status);
    return true;
}

ChildResult ChildProcess::wait(std::chrono::milliseconds grace, std::function<void(std::string_view)> on_line) {
    on_line_ = std::move(on_line);
    ChildResult result;
    if (pid_ < 0) return result;
    bool asked = false;
    auto kill_time = std::chrono::steady_clock::time_point::max();
    while (true) {
        pump(look_ms);
        if (reap(result)) break;
        if (terminating_ && !asked) {
            asked = true;
            signal_group(SIGTERM);
            kill_time = std::chrono::steady_clock::now() + grace;
        }
        if (std::chrono::steady_clock::now() >= kill_time) signal_group(SIGKILL);
    }
    // What it wrote before its end is still in the pipes.
    for (int rounds = 0; rounds < 1024 && pump(0); ++rounds) {
    }
    if (!line_.empty() && on_line_) on_line_(line_);
    result.last_output_line = line_.empty() ? last_line_ : line_;
    result.error_tail = error_tail_;
    return result;
}

}  // namespace broadsheet
