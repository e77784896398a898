// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a file gave when it was last read, so that what it gives again is told before any work is done on it.

#include "engine/record/sqlite.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace broadsheet {

class KnownContents {
public:
    /// Throws as RecordReader does.
    explicit KnownContents(const std::filesystem::path& archive);

    /// The content hashes of the file's articles, sorted; 8 bytes for each. Empty for a file that the record hasn't.
    std::vector<std::int64_t> of_file(std::int64_t file);

private:
    sqlite::Connection connection_;
    sqlite::Statement hashes_;
};

}  // namespace broadsheet
