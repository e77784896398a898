// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/sandboxed_process.h"

#include "indexer/input/sandbox_filter.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <utility>

namespace broadsheet {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t error_bytes_max = 2048;
constexpr int not_started = 127;

void limit(__rlimit_resource resource, rlim_t most) {
    const rlimit both{most, most};
    setrlimit(resource, &both);
}

/// The child between fork and exec: only calls that are safe there, since other threads may hold locks.
[[noreturn]] void become(const char* program, char* const* arguments, int input, int output, int errors,
                         const SandboxLimits& limits) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigset_t none;
    sigemptyset(&none);
    for (int number = 1; number < NSIG; ++number) std::signal(number, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    if (dup2(input, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 || dup2(errors, STDERR_FILENO) < 0)
        _exit(not_started);
    close_range(3, ~0U, 0);
    limit(RLIMIT_CPU, limits.processor_time_s);
    limit(RLIMIT_AS, limits.memory_bytes);
    limit(RLIMIT_FSIZE, 0);  // pipes are not files
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, 64);
    deny_system_calls();
    limit(RLIMIT_NPROC, 0);
    char* const environment[] = {nullptr};
    execve(program, arguments, environment);
    _exit(not_started);
}

class Pipe {
public:
    Pipe() {
        if (pipe2(ends_.data(), O_CLOEXEC) != 0) ends_ = {-1, -1};
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        close_end(0);
        close_end(1);
    }
    int reading() const { return ends_[0]; }
    int writing() const { return ends_[1]; }
    void close_end(std::size_t which) {
        const int end = std::exchange(ends_[which], -1);
        if (end >= 0) close(end);
    }

private:
    std::array<int, 2> ends_{-1, -1};
};

/// Reads what there is; false at the pipe's end.
bool read_some(int end, std::string& out, std::size_t bytes_max) {
    std::array<char, 64 * 1024> bytes;
    const ssize_t count = read(end, bytes.data(), bytes.size());
    if (count > 0 && out.size() < bytes_max) out.append(bytes.data(), static_cast<std::size_t>(count));
    return count > 0 || (count < 0 && errno == EINTR);
}

/// Takes what the child writes until it closes both pipes, writes too much or takes too long.
SandboxResult::End listen(Pipe& output, Pipe& errors, const SandboxLimits& limits, SandboxResult& result) {
    const auto end = Clock::now() + limits.time;
    while (output.reading() >= 0 || errors.reading() >= 0) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
        if (left <= 0) return SandboxResult::End::too_slow;
        std::array<pollfd, 2> waiting{{{output.reading(), POLLIN, 0}, {errors.reading(), POLLIN, 0}}};
        if (poll(waiting.data(), waiting.size(), static_cast<int>(left)) <= 0) continue;
        if (waiting[0].revents != 0 && !read_some(output.reading(), result.output, limits.output_bytes + 1))
            output.close_end(0);
        if (waiting[1].revents != 0 && !read_some(errors.reading(), result.errors, error_bytes_max))
            errors.close_end(0);
        if (result.output.size() > limits.output_bytes) return SandboxResult::End::too_much_output;
    }
    return SandboxResult::End::exited;
}

/// Waits for a child that has closed its pipes; it may still run.
int wait_for(pid_t child, bool kill_now, std::chrono::milliseconds time) {
    int status = 0;
    const auto end = Clock::now() + time;
    while (!kill_now) {
        if (waitpid(child, &status, WNOHANG) == child) return status;
        kill_now = Clock::now() >= end;
        poll(nullptr, 0, 2);
    }
    kill(-child, SIGKILL);
    kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

}  // namespace

std::optional<std::string> find_program(std::string_view name) {
    const char* path = std::getenv("PATH");
    std::string_view folders = path && *path ? path : "/usr/local/bin:/usr/bin:/bin";
    while (!folders.empty()) {
        const std::size_t end = std::min(folders.find(':'), folders.size());
        const std::string file = std::string(folders.substr(0, end)) + "/" + std::string(name);
        if (file.front() == '/' && access(file.c_str(), X_OK) == 0) return file;
        folders.remove_prefix(std::min(end + 1, folders.size()));
    }
    return {};
}

SandboxResult run_sandboxed(const std::string& program, const std::vector<std::string>& arguments, int input,
                            const SandboxLimits& limits) {
    SandboxResult result;
    std::vector<char*> words{const_cast<char*>(program.c_str())};
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    Pipe output;
    Pipe errors;
    if (output.writing() < 0 || errors.writing() < 0) return result;
    const pid_t child = fork();
    if (child == 0) become(program.c_str(), words.data(), input, output.writing(), errors.writing(), limits);
    if (child < 0) return result;
    output.close_end(1);
    errors.close_end(1);
    result.end = listen(output, errors, limits, result);
    const bool stop = result.end != SandboxResult::End::exited;
    const int status = wait_for(child, stop, std::chrono::seconds(2));
    if (stop) return result;
    if (WIFSIGNALED(status)) result.end = SandboxResult::End::killed;
    result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (result.exit_code == not_started) result.end = SandboxResult::End::not_started;
    if (result.errors.size() > error_bytes_max) result.errors.resize(error_bytes_max);
    return result;
}

}  // namespace broadsheet
