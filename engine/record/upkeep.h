// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What whoever looks after an archive asks of its record now and then: each question opens it.

#include "engine/record/record_reader.h"

#include <cstddef>
#include <filesystem>
#include <vector>

namespace broadsheet {

/// Whether an article is shown, and why not.
enum class Standing {
    shown,
    unheld,      ///< no file holds it any more
    taken_down,  ///< by somebody's decision
    unknown      ///< there has never been such an article
};

/// Throws as RecordReader does.
Standing standing_of(const std::filesystem::path& archive, ArticleId id);

/// Runs of the indexer, the newest first. Throws as RecordReader does.
std::vector<Run> last_runs(const std::filesystem::path& archive, std::size_t limit);

}  // namespace broadsheet
