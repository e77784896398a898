// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Writing the record. What has been committed is acknowledged: it survives kill -9 and power cuts. One thread; needs
// the archive's lock.

#include "engine/record/archive_lock.h"
#include "engine/record/prepared.h"
#include "engine/record/upkeep.h"

#include <filesystem>
#include <memory>
#include <string>

namespace broadsheet {

enum class PutOutcome { added, updated, unchanged };

/// The file that holds what was posted.
inline constexpr std::string_view inbox_file_name = "inbox";

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
    std::int64_t start_file(const std::string& path, std::int64_t modified_ns = 0);
    /// Stores one article of a file. A removed one that comes back keeps its id and counts as added. Another text than
    /// before makes a new version. Of several files that hold an article with different texts one is shown: a full text
    /// before a summary, then the higher revision, the later change, the later fetch, the file written later.
    PutOutcome put(const PreparedArticle& prepared, std::int64_t file, std::int64_t run);
    /// The file has been read to its end: articles that it no longer holds lose it; those held by no file are removed.
    /// Returns how many were removed. Of a file that couldn't be read as a `whole` none are: it may still hold them.
    std::int64_t finish_file(const FileRow& file, std::int64_t run, bool whole = true);
    /// What was posted is held by one file that never loses anything. Its row, for put() until end_posted();
    /// `run` of put() tells one request from another.
    std::int64_t start_posted(std::int64_t now_s);
    void end_posted(std::int64_t file);
    /// The article that the last put() was about; 0 if a notice took back one that isn't there.
    ArticleId last_put() const;
    /// The file has gone: as if it had been read and held nothing, and its row is forgotten.
    std::int64_t remove_file(std::int64_t file);

    /// Takes an article out of what is shown, whatever files hold it, until bring_back(). Returns how it stood before.
    Standing take_down(ArticleId article);
    /// Returns how it stands now: `unheld` if no file holds it, so that it comes back when one does.
    Standing bring_back(ArticleId article);

    /// The file isn't on the disk any more: if another gives the same content in this run, it has been renamed, and its
    /// articles keep their ids. To be called before put().
    void expect_moved(std::int64_t file);
    /// Files that must be read (again) to know what the archive should show, as by their articles' other holders going.
    std::vector<std::string> files_to_read_again();

    /// Stores the reason why an input was rejected, replacing an older one for the same place.
    void put_problem(const Problem& problem);
    /// Forgets the problems of a file that can be read or has gone.
    void clear_problems(const std::string& path);

    /// Stores which articles tell the same, in place of what was stored of them; a grouping of 0 and 0 takes the
    /// article out. `sequence`: changes up to it have been compared.
    void put_groupings(std::span<const GroupingRow> groupings, Sequence sequence);

    /// Number of the last committed or pending change.
    Sequence last_sequence() const;
    /// Moves the write-ahead log into the database file. Not inside a transaction.
    void checkpoint();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace broadsheet
