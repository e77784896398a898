// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Articles to one immutable segment: several threads write small databases, which are then merged into one file.

#include "engine/article/article.h"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace broadsheet {

/// Makes the files of one segment. Nothing is visible to readers until a manifest names it.
class SegmentBuilder {
public:
    /// `jobs` threads at most, started when there is more than one chunk of work.
    SegmentBuilder(std::filesystem::path index, std::uint32_t number, unsigned jobs);
    ~SegmentBuilder();

    /// Documents get the order of these calls. Blocks while all threads are busy. Throws what a thread has thrown.
    void add(StoredArticle&& article);

    /// Merges and syncs. Returns the number of documents; with 0 there are no files.
    std::uint32_t finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Raises the limit of open files as far as allowed: merging opens hundreds of small databases at once.
void raise_open_file_limit();

}  // namespace broadsheet
