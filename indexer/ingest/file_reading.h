// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Reading files on several threads: each file becomes a series of events for the one writer.

#include "indexer/formats/format.h"
#include "indexer/ingest/bounded_queue.h"
#include "indexer/ingest/file_event.h"
#include "indexer/ingest/work_pool.h"

#include <atomic>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace broadsheet {

struct ReadingOptions {
    unsigned jobs = 1;
    std::optional<Format> format;  ///< instead of recognising it
    std::int64_t now_s = 0;
    std::atomic<std::uint64_t>* bytes_read = nullptr;  ///< for progress
    std::shared_ptr<const RecordOptions> records = {};
    bool only_files = false;                ///< nothing but regular files is opened
    std::vector<std::string> folders = {};  ///< and nothing that isn't below one of these, unless there are none
};

/// Threads that turn tasks into events until the tasks are closed; then the events are closed, too.
class FileReaders {
public:
    FileReaders(BoundedQueue<std::shared_ptr<FileTask>>& tasks, BoundedQueue<FileEvent>& events,
                const ReadingOptions& options);
    /// Closes both queues and waits.
    ~FileReaders();

private:
    void work();

    BoundedQueue<std::shared_ptr<FileTask>>& tasks_;
    BoundedQueue<FileEvent>& events_;
    const ReadingOptions options_;
    std::atomic<unsigned> working_;
    WorkPool pool_;  ///< does what readers defer; ends after them
    std::vector<std::jthread> threads_;
};

}  // namespace broadsheet
