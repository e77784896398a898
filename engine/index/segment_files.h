// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The files of a new segment, written from the parts that are to become it.

#include "engine/index/columns.h"
#include "engine/index/tokens.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace Xapian {
class Database;
}

namespace broadsheet {

/// Merges databases and tokens, whose documents have the order of the columns. Uses two threads. All is durable when it
/// returns. Throws Error and Xapian::Error.
void write_segment_files(const std::filesystem::path& index, std::uint32_t number, Xapian::Database& databases,
                         const std::vector<Tokens>& tokens, const ColumnsBuilder& columns);

}  // namespace broadsheet
