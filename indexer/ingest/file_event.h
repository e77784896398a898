// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What travels between the readers of files and the one writer.

#include "engine/record/prepared.h"
#include "indexer/formats/format.h"
#include "indexer/ingest/scan.h"

#include <atomic>
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
    bool broken = false;  ///< it couldn't be read to its end: what it may hold beyond isn't known

    // Of a confined reader, which gets its files open:
    std::unique_ptr<ByteStream> opened;
    std::uint32_t number = 0;
    std::atomic<bool> begun = false;
    std::atomic<std::uint64_t> bytes_read = 0;
    std::atomic<std::uint64_t> pieces = 0;
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

/// What an article takes in memory on its way to the writer, nearly: small ones are mostly what surrounds the text.
inline std::size_t memory_bytes(const PreparedArticle& prepared) {
    return sizeof prepared + prepared.article.body.size() + prepared.compressed_body.size() +
           prepared.fingerprint.size() + prepared.article.title.size() + prepared.article.subtitle.size() +
           prepared.article.url.size();
}

}  // namespace broadsheet
