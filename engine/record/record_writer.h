// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Writing the record. What has been committed is acknowledged: it survives kill -9 and power cuts. One thread; needs
// the archive's lock.

#include "engine/record/archive_lock.h"
#include "engine/record/prepared.h"
#include "engine/record/record_reader.h"

#include <filesystem>
#include <memory>
#include <string>

namespace broadsheet {

enum class PutOutcome { added, updated, unchanged };

class RecordWriter {
public:
    /// Opens or creates the archive's record.
    explicit RecordWriter(const ArchiveLock& lock);
    ~RecordWriter();

    /// Opens a transaction unless one is open; every change belongs to one.
    void begin();
    /// Makes the changes since begin() durable. Without it they vanish.
    void commit();
    bool in_transaction() const;

    /// Notes the start of a run and returns its id; finish_run stores its figures.
    std::int64_t start_run(std::int64_t now_s);
    void finish_run(const Run& run);

    /// The file row of `path`, made if new, marked as being read (size -1) until finish_file. Forgets its old problems.
    std::int64_t start_file(const std::string& path);
    /// Stores one article of a file. A removed one that comes back keeps its id and counts as added.
    PutOutcome put(const PreparedArticle& prepared, std::int64_t file, std::int64_t run);
    /// The file has been read to its end: articles that it no longer holds lose it; those held by no file are removed.
    /// Returns how many were removed.
    std::int64_t finish_file(const FileRow& file, std::int64_t run);
    /// The file has gone: as if it had been read and held nothing, and its row is forgotten.
    std::int64_t remove_file(std::int64_t file);

    /// Stores the reason why an input was rejected, replacing an older one for the same place.
    void put_problem(const Problem& problem);
    /// Forgets the problems of a file that can be read or has gone.
    void clear_problems(const std::string& path);

    /// Number of the last committed or pending change.
    Sequence last_sequence() const;
    /// Moves the write-ahead log into the database file. Not inside a transaction.
    void checkpoint();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace broadsheet
