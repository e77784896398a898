// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// From a file as it lies there, compressed or an archive of files, to articles.

#include "indexer/formats/format.h"
#include "indexer/input/unpack_budget.h"

#include <memory>
#include <optional>
#include <string>

namespace broadsheet {

struct InputOptions {
    std::optional<Format> format;  ///< instead of recognising it, of every file in an archive
    std::int64_t now_s = 0;
    std::shared_ptr<const RecordOptions> records = {};
    UnpackLimits limits = {};
};

/// Reads a whole file: unpacks it, recognises it or each of its members, and gives the articles to the sink in their
/// order. Small members are deferred whole. A location begins with the member's path: "2025/jan.html",
/// "feeds.tar/a.xml: article 3"; a file that is only compressed has the same locations as without.
/// Returns what it is: "jsonl" (also if compressed), "zip", "tar", "wacz"; empty if it is nothing that is read.
/// Only reading `file` itself throws.
std::string read_input(ByteStream& file, const std::string& path, const InputOptions& options, ArticleSink& sink);

}  // namespace broadsheet
