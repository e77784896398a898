// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A thread that lets the index follow the record while articles are still coming in.

#include "engine/index/index_writer.h"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace broadsheet {

class IndexFollower {
public:
    IndexFollower(const ArchiveLock& lock, unsigned jobs);
    ~IndexFollower();

    /// Tells that the record has been committed up to `sequence`. The index catches up when enough has gathered.
    void committed(Sequence sequence);

    /// Tells that nothing more will be committed that the index must know: it catches up at once, however little has
    /// gathered, while the caller does something else before finish().
    void catch_up();

    /// Catches up with everything and waits for merges. Returns the generation reached. Throws what has gone wrong
    /// meanwhile.
    std::uint64_t finish();

private:
    void follow(const std::stop_token& stop);

    RecordReader record_;
    IndexWriter index_;
    std::size_t taken_ = 0;  ///< changes; of the thread, and after it of finish()
    std::mutex mutex_;
    std::condition_variable_any changed_;
    Sequence committed_ = 0;
    bool complete_ = false;  ///< what has been committed is all
    std::exception_ptr failure_;
    std::jthread thread_;
};

}  // namespace broadsheet
