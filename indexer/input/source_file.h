// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Opening what a folder of sources holds: others may put things there that are no articles of theirs to give.

#include <filesystem>
#include <string>
#include <vector>

namespace broadsheet {

/// `paths` as they are without links, to be held against what is opened; those that aren't there are left out.
std::vector<std::string> without_links(const std::vector<std::filesystem::path>& paths);

/// True if `file`, a path without links, is one of `folders` or below one.
bool is_below(const std::string& file, const std::vector<std::string>& folders);

/// A descriptor, the caller's to close, of a regular file. Throws Error{io} for all else, without waiting for a pipe to
/// be written to, and for what lies below none of `folders` (from without_links; none: anywhere will do) once every
/// link on its way has been followed: what was looked at before may have been exchanged since.
int open_source(const std::filesystem::path& path, const std::vector<std::string>& folders);

/// Why a file behind a link isn't read.
inline constexpr const char* leads_out_reason =
    "it is a link out of the folders that are indexed; name its target, too, or say --follow-links";

}  // namespace broadsheet
