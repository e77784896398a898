// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The step of a run that finds out which articles tell the same.

#include "engine/record/record_writer.h"

#include <filesystem>

namespace broadsheet {

/// Compares what has changed since the last time with all other articles and stores the groups. The record must have
/// been committed; the groups are written in a transaction of the caller's next commit. Nothing happens if nothing has
/// changed.
void find_stories(const std::filesystem::path& archive, RecordWriter& writer);

}  // namespace broadsheet
