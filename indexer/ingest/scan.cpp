// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest/scan.h"

#include "engine/inbox/inbox.h"
#include "engine/record/record_reader.h"
#include "indexer/formats/format.h"
#include "indexer/input/source_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <sys/stat.h>

namespace broadsheet {

namespace fs = std::filesystem;

namespace {

void add_file(const fs::path& path, ScannedRoot& root) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
        root.failures.emplace_back(path.string(), std::strerror(errno));
        return;
    }
    if (!S_ISREG(status.st_mode)) return;
    root.files.push_back({path.string(), status.st_size, status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec,
                          static_cast<std::int64_t>(status.st_ino)});
}

/// Dangling ones are left to stat to complain of.
bool leads_out(const fs::path& link, const std::vector<std::string>& folders) {
    if (folders.empty()) return false;
    std::error_code code;
    const fs::path target = fs::canonical(link, code);
    return !code && !is_below(target.string(), folders);
}

void walk(const fs::path& folder, const std::vector<std::string>& folders, ScannedRoot& root) {
    std::error_code code;
    fs::directory_iterator entries(folder, code);
    for (; !code && entries != fs::directory_iterator(); entries.increment(code)) {
        const std::string name = entries->path().filename().string();
        if (entries->is_directory(code) && !entries->is_symlink(code)) {
            if (worth_entering(entries->path())) walk(entries->path(), folders, root);
        } else if (worth_reading(name)) {
            if (entries->is_symlink(code) && leads_out(entries->path(), folders))
                root.failures.emplace_back(entries->path().string(), leads_out_reason);
            else
                add_file(entries->path(), root);
        }
        code.clear();  // one entry that vanished under our hands doesn't end the walk
    }
    if (!code) return;
    root.complete = false;
    root.failures.emplace_back(folder.string(), code.message());
}

}  // namespace

bool worth_entering(const fs::path& folder) {
    std::error_code code;
    const std::string name = folder.filename().string();
    if (name.starts_with('.') || fs::exists(record_file(folder), code)) return false;
    return name != inbox_folder({}).string() || !fs::exists(record_file(folder.parent_path()), code);
}

ScannedRoot scan(const fs::path& path, const std::vector<std::string>& folders) {
    ScannedRoot root;
    fs::path absolute = fs::absolute(path).lexically_normal();
    if (!absolute.has_filename()) absolute = absolute.parent_path();
    root.path = absolute.string();
    std::error_code code;
    const fs::file_status status = fs::status(absolute, code);
    root.exists = fs::exists(status);
    if (fs::is_directory(status))
        walk(absolute, folders, root);
    else if (root.exists)
        add_file(absolute, root);
    std::ranges::sort(root.files, {}, &ScannedFile::path);
    return root;
}

}  // namespace broadsheet
