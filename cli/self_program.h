// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Where this very program is, for starting it again as a child.

#include <string>
#include <vector>

namespace broadsheet::cli {

/// Absolute path. Throws Error{io}.
std::string self_program();

/// Starts this program as a reader of files (indexer/ingest/confined_reader.h), also after another has taken its place
/// on the disk.
std::vector<std::string> confined_reader_command();

}  // namespace broadsheet::cli
