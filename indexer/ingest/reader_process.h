// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A confined reader beside us: this program started anew with a connection to us as its only open file.

#include "indexer/ingest/message_channel.h"

#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

namespace broadsheet {

/// Exit code of a reader that needs more memory than it may have.
inline constexpr int reader_out_of_memory = 71;

/// Has a process group and no environment of its own; the kernel kills it if the thread that started it ends.
class ReaderProcess {
public:
    /// Throws Error{io} if it can't be started. `command` begins with the program's path; what it starts must call
    /// run_confined_reader().
    explicit ReaderProcess(const std::vector<std::string>& command);
    /// Kills it.
    ~ReaderProcess();
    ReaderProcess(const ReaderProcess&) = delete;
    ReaderProcess& operator=(const ReaderProcess&) = delete;

    const std::shared_ptr<MessageChannel>& channel() const { return channel_; }

    /// Ends it, after it has closed its connection or instead, and says how it ended: "signal 11, Segmentation fault".
    std::string end(bool kill_now);

private:
    pid_t pid_ = -1;
    std::shared_ptr<MessageChannel> channel_;
};

}  // namespace broadsheet
