// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What travels between the readers of files and the one writer.

#include "engine/record/prepared.h"
#include "indexer/formats/format.h"
#include "indexer/ingest/scan.h"

#include <memory>
#include <string>
#include <vector>

namespace broadsheet {

/// A file on its way. Its reader fills `format` before the last event; the writer alone uses what follows.
struct FileTask {
    ScannedFile file;
    std::string format;
    std::vector<std::int64_t> known_contents;  ///< sorted hashes of what it gave last time; read by its reader only
    std::int64_t known_id = 0;                 ///< of the file in the record when it was scanned; 0 if it wasn't there
    std::int64_t file_id = 0;                  ///< 0 until the writer has begun it
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

}  // namespace broadsheet
