// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One indexing run: files to the record, the record to the index.

#include "engine/record/record_reader.h"
#include "indexer/formats/format.h"
#include "indexer/ingest/confined_reading.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace broadsheet {

/// How far a run has come. Bytes are those of the files to be read; unchanged ones don't count.
struct IngestProgress {
    Run figures;
    std::uint64_t bytes_done = 0;
    std::uint64_t bytes_total = 0;
    std::int64_t files_total = 0;
    std::int64_t files_done = 0;  ///< unchanged ones at once
    double seconds = 0;
};

struct IngestOptions {
    std::vector<std::filesystem::path> paths;
    std::optional<Format> format;
    bool prune = false;         ///< remove articles even if it looks as if a disk were missing
    bool dry_run = false;       ///< tell what would happen, change nothing
    bool follow_links = false;  ///< also to files outside of `paths`
    unsigned jobs = 2;
    std::int64_t now_s = 0;
    std::shared_ptr<const RecordOptions> records = {};
    /// How files are read in a process of their own. None: they are read in this one, and what breaks a parser breaks
    /// the run.
    std::optional<ConfinementOptions> confinement = {};
    std::function<void(const IngestProgress&)> progress;  ///< called a few times a second, on the calling thread
};

struct IngestResult {
    Run figures;
    double seconds = 0;
    std::uint64_t generation = 0;
    std::uint64_t bytes = 0;           ///< of the files read
    std::vector<std::string> notices;  ///< what the user should know, such as a refused removal
};

/// Runs to the end or throws; what had been committed before a throw or a kill stays. Unusable inputs never throw: they
/// are counted and kept as problems. Throws Error{busy} if another process writes the archive, Error{usage} for a path
/// that neither exists nor ever held articles.
IngestResult ingest(const std::filesystem::path& archive, const IngestOptions& options);

/// Decides whether files that have gone may be taken out of the archive without --prune: not if the folder is empty
/// now, nor if more than a fifth has gone at once, which looks like a disk that isn't there. A single file may always
/// go.
bool removal_is_plausible(std::int64_t known_files, std::int64_t gone_files);

}  // namespace broadsheet
