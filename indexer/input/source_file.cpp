// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/source_file.h"

#include "engine/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace broadsheet {

namespace fs = std::filesystem;

namespace {

/// Why it isn't read; empty if it may be.
std::string refusal_of(int descriptor, const std::vector<std::string>& folders) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) return std::generic_category().message(errno);
    if (S_ISDIR(status.st_mode)) return std::generic_category().message(EISDIR);
    if (!S_ISREG(status.st_mode)) return "it is a device, a pipe or a socket, not a file";
    if (folders.empty()) return {};
    // The kernel's own word of what has been opened.
    std::error_code code;
    const fs::path opened = fs::read_symlink("/proc/self/fd/" + std::to_string(descriptor), code);
    if (code) return "where it lies can't be told: " + code.message();
    return is_below(opened.string(), folders) ? std::string() : leads_out_reason;
}

}  // namespace

std::vector<std::string> without_links(const std::vector<fs::path>& paths) {
    std::vector<std::string> found;
    for (const fs::path& path : paths) {
        std::error_code code;
        const fs::path plain = fs::canonical(path, code);
        if (!code) found.push_back(plain.string());
    }
    return found;
}

bool is_below(const std::string& file, const std::vector<std::string>& folders) {
    return std::ranges::any_of(folders, [&file](const std::string& folder) {
        if (!file.starts_with(folder)) return false;
        return file.size() == folder.size() || folder.ends_with('/') || file[folder.size()] == '/';
    });
}

int open_source(const fs::path& path, const std::vector<std::string>& folders) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    const std::string refusal =
        descriptor < 0 ? std::generic_category().message(errno) : refusal_of(descriptor, folders);
    if (refusal.empty()) return descriptor;
    if (descriptor >= 0) ::close(descriptor);
    throw Error(ErrorKind::io, "cannot open " + path.string() + ": " + refusal);
}

}  // namespace broadsheet
