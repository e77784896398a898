// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Reading files on several threads: each file becomes a series of events for the one writer.

#include "engine/record/prepared.h"
#include "indexer/formats/format.h"
#include "indexer/ingest/bounded_queue.h"
#include "indexer/ingest/scan.h"

#include <atomic>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace broadsheet {

/// A file on its way. Its reader fills `format` before the last event; the writer alone uses what follows.
struct FileTask {
    ScannedFile file;
    std::string format;
    std::int64_t file_id = 0;  ///< 0 until the writer has begun it
    std::int64_t articles = 0;
    std::int64_t rejected = 0;
};

struct RejectedInput {
    Stage stage;
    std::string location;
    std::string reason;
};

/// What became of a piece of a file, in the file's order.
struct FileEvent {
    std::shared_ptr<FileTask> task;
    std::vector<PreparedArticle> articles;
    std::vector<RejectedInput> rejected;
    bool ended = false;  ///< the file has been read to its end or given up
};

struct ReadingOptions {
    unsigned jobs = 1;
    std::optional<Format> format;  ///< instead of recognising it
    std::int64_t now_s = 0;
    std::atomic<std::uint64_t>* bytes_read = nullptr;  ///< for progress
    std::shared_ptr<const RecordOptions> records = {};
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
    std::vector<std::jthread> threads_;
};

/// Reads one file, giving its articles and faults to `sink`; whatever goes wrong is a problem, never an exception.
/// Returns the name of its format, empty if it has none.
std::string read_file_articles(const ScannedFile& file, const ReadingOptions& options, ArticleSink& sink);

}  // namespace broadsheet
