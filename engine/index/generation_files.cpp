// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/generation_files.h"

namespace broadsheet {

namespace fs = std::filesystem;

std::set<fs::path> files_of(const fs::path& index, const Manifest& manifest) {
    std::set<fs::path> files{manifest_file(index)};
    for (const SegmentEntry& entry : manifest.segments) {
        files.insert(database_file(index, entry.number));
        files.insert(columns_file(index, entry.number));
        files.insert(tokens_file(index, entry.number));
        if (entry.dead_generation != 0) files.insert(dead_file(index, entry.number, entry.dead_generation));
    }
    return files;
}

}  // namespace broadsheet
