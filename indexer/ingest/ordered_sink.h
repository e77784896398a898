// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The sink of one file's reader: prepares articles, has deferred work done on all cores, and sends everything to the
// writer in the order of the file.

#include "indexer/formats/format.h"
#include "indexer/ingest/file_event.h"
#include "indexer/ingest/work_pool.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>

namespace broadsheet {

/// Called by the one thread that reads the file. Owned by a shared_ptr, because work that it has deferred holds it.
class OrderedSink : public ArticleSink, public std::enable_shared_from_this<OrderedSink> {
public:
    OrderedSink(std::shared_ptr<FileTask> task, BoundedQueue<FileEvent>& events, WorkPool& pool);
    ~OrderedSink() override;

    void article(Article article, std::string location) override;
    void problem(Stage stage, std::string location, std::string reason) override;
    void defer(std::string location, std::size_t cost_bytes, std::function<void(ArticleSink&)> work) override;

    /// The file has been read to its end; its last event follows when all work on it has been done.
    void end();

private:
    class Piece;

    Piece& current();
    void finish(Piece& piece);
    void send_finished();

    const std::shared_ptr<FileTask> task_;
    BoundedQueue<FileEvent>& events_;
    WorkPool& pool_;

    std::mutex mutex_;                           ///< of what follows
    std::condition_variable room_;               ///< something has been sent
    std::deque<std::unique_ptr<Piece>> pieces_;  ///< in the order of the file, from the first that isn't sent
    std::size_t unsent_bytes_ = 0;
    bool ended_ = false;
    std::mutex sending_;  ///< held by whoever sends, so that pieces leave in order
};

}  // namespace broadsheet
