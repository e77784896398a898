// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which files there are below the paths given on the command line.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace broadsheet {

struct ScannedFile {
    std::string path;  ///< absolute, without "." and ".."
    std::int64_t size_bytes = 0;
    std::int64_t modified_ns = 0;
    std::int64_t inode = 0;
};

/// What was found below one of the paths given.
struct ScannedRoot {
    std::string path;
    bool exists = false;
    bool complete = true;                                       ///< every folder below it could be read
    std::vector<ScannedFile> files;                             ///< by path
    std::vector<std::pair<std::string, std::string>> failures;  ///< paths that couldn't be read, and why
};

/// Whether a folder below a path given is entered: not a hidden one, nor one that is itself an archive of ours, nor an
/// archive's inbox.
bool worth_entering(const std::filesystem::path& folder);

/// Walks one path. Folders are entered but links to folders aren't (they may go round in circles); files named on the
/// command line itself are taken whatever their name. A link to a file stands for its target, which must be below one
/// of `folders` (from without_links; none: anywhere will do): whoever can put a link into a folder must not be able to
/// publish what only we can read.
ScannedRoot scan(const std::filesystem::path& path, const std::vector<std::string>& folders = {});

}  // namespace broadsheet
