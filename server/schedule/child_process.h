// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A program run beside us: started without a shell, its output caught, never outliving us.

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

struct ChildResult {
    int exit_code = 0;             ///< 128 + signal if it was killed by one, as shells count
    int signal = 0;                ///< 0 if it ended by itself
    std::string last_output_line;  ///< of stdout, without the line end; at most its first 64 kB
    std::string error_tail;        ///< the last 4 kB of stderr
};

/// Starts in the constructor, is waited for once. The child has its own process group, default signals, /dev/null as
/// stdin and no other of our files; the kernel kills it if the thread that started it ends. Its stderr is passed on to
/// ours.
class ChildProcess {
public:
    /// Throws Error{io} if the program cannot be started; command[0] is looked for in PATH.
    explicit ChildProcess(const std::vector<std::string>& command);

    /// Kills and reaps the child if nobody waited for it.
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// Blocks until the child has ended. After terminate(), it has `grace` before it is killed.
    /// `on_line` is given each line of its stdout as it comes, without the line end.
    ChildResult wait(std::chrono::milliseconds grace = std::chrono::seconds(5),
                     std::function<void(std::string_view)> on_line = {});

    /// Asks the child to end (SIGTERM to its group). From any thread, while wait() runs or before.
    void terminate() { terminating_ = true; }

private:
    struct Pipe {
        int read_end = -1;
        int write_end = -1;
    };

    void start(const std::vector<std::string>& command);
    bool pump(int wait_ms);
    bool reap(ChildResult& result);
    void signal_group(int signal) const;

    pid_t pid_ = -1;
    Pipe output_;
    Pipe errors_;
    Pipe exec_failure_;
    std::string line_;        ///< of stdout, growing
    std::string error_line_;  ///< the begun one of stderr
    std::function<void(std::string_view)> on_line_;
    std::string last_line_;
    std::string error_tail_;
    std::atomic<bool> terminating_{false};
};

}  // namespace broadsheet
