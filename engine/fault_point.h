// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The moments at which a crash would be most telling: one table of them, and a call that says that one has been passed.
// In the program the call does nothing. The tests link a second program with another definition, which dies or fails
// where it is told to (tests/faults/faults.cpp).

#include <array>
#include <string_view>

namespace broadsheet {

enum class FaultPoint {
    file_taken,
    batch_before_commit,
    batch_committed,
    run_finished,
    migration_begun,
    migration_before_commit,
    migration_committed,
    chunk_written,
    segment_compacted,
    segment_written,
    dead_set_written,
    manifest_before_rename,
    manifest_renamed,
    generation_published,
    merge_written,
    rebuild_written,
    rebuild_published,
    compact_written,
    file_written_unsynced,
    search_before_commit,
    search_committed,
    backup_copied,
    backup_written,
    backup_verified,
    backup_renamed,
    restore_unpacked,
    restore_marked,
    restore_old_removed,
    restore_file_moved,
    restore_all_moved,
    restore_done,
};

struct FaultPointEntry {
    FaultPoint point;
    std::string_view name;      ///< as in BROADSHEET_KILL_AT
    std::string_view happened;  ///< what is on the disk at this moment, and what isn't yet
};

inline constexpr std::array fault_points = {
    FaultPointEntry{FaultPoint::file_taken, "file-taken", "a file's articles are in an open transaction"},
    FaultPointEntry{FaultPoint::batch_before_commit, "batch-before-commit", "a batch is complete, not committed"},
    FaultPointEntry{FaultPoint::batch_committed, "batch-committed", "a batch is in the record, not in the index"},
    FaultPointEntry{FaultPoint::run_finished, "run-finished", "all is committed; the log isn't emptied"},
    FaultPointEntry{FaultPoint::migration_begun, "migration-begun", "the schema is about to change"},
    FaultPointEntry{FaultPoint::migration_before_commit, "migration-before-commit", "changed, not committed"},
    FaultPointEntry{FaultPoint::migration_committed, "migration-committed", "the schema is ours"},
    FaultPointEntry{FaultPoint::chunk_written, "chunk-written", "a throw-away database of a segment is written"},
    FaultPointEntry{FaultPoint::segment_compacted, "segment-compacted", "a segment has postings, no columns yet"},
    FaultPointEntry{FaultPoint::segment_written, "segment-written", "a segment is whole, nothing names it"},
    FaultPointEntry{FaultPoint::dead_set_written, "dead-set-written", "a mask is written, nothing names it"},
    FaultPointEntry{FaultPoint::manifest_before_rename, "manifest-before-rename",
                    "the next generation's files are there"},
    FaultPointEntry{FaultPoint::manifest_renamed, "manifest-renamed", "published; replaced files are still there"},
    FaultPointEntry{FaultPoint::generation_published, "generation-published", "published, and swept"},
    FaultPointEntry{FaultPoint::merge_written, "merge-written", "merged segments are one, nothing names it"},
    FaultPointEntry{FaultPoint::rebuild_written, "rebuild-written", "the index anew, not published"},
    FaultPointEntry{FaultPoint::rebuild_published, "rebuild-published", "the index anew, published"},
    FaultPointEntry{FaultPoint::compact_written, "compact-written", "compacted and published"},
    FaultPointEntry{FaultPoint::file_written_unsynced, "file-written-unsynced", "a file has all its bytes, unsynced"},
    FaultPointEntry{FaultPoint::search_before_commit, "search-before-commit", "a saved search, not committed"},
    FaultPointEntry{FaultPoint::search_committed, "search-committed", "a saved search is on the disk"},
    FaultPointEntry{FaultPoint::backup_copied, "backup-copied", "the databases are copied beside the backup"},
    FaultPointEntry{FaultPoint::backup_written, "backup-written", "a backup under its temporary name"},
    FaultPointEntry{FaultPoint::backup_verified, "backup-verified", "the same, read back"},
    FaultPointEntry{FaultPoint::backup_renamed, "backup-renamed", "a backup in place"},
    FaultPointEntry{FaultPoint::restore_unpacked, "restore-unpacked", "all is unpacked and verified beside the old"},
    FaultPointEntry{FaultPoint::restore_marked, "restore-marked", "from here on the new archive counts"},
    FaultPointEntry{FaultPoint::restore_old_removed, "restore-old-removed", "what the backup lacks is removed"},
    FaultPointEntry{FaultPoint::restore_file_moved, "restore-file-moved", "one of its files is in place"},
    FaultPointEntry{FaultPoint::restore_all_moved, "restore-all-moved", "all are, the marker is still there"},
    FaultPointEntry{FaultPoint::restore_done, "restore-done", "all are, the marker has gone"},
};

/// Says that a point has been passed. For steps that come once in a batch or less often.
void passed(FaultPoint point);

}  // namespace broadsheet
