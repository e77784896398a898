// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/pending_restore.h"

#include "engine/error.h"
#include "engine/fault_point.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

namespace broadsheet {

namespace fs = std::filesystem;

namespace {

fs::path restore_folder(const fs::path& archive) {
    return archive / "restore";
}

void sync(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const std::string reason = std::strerror(errno);
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) throw Error(ErrorKind::io, "cannot sync " + folder.string() + ": " + reason);
}

/// With what SQLite keeps beside a database: a log must never meet another database of its name.
void remove_with_logs(const fs::path& path) {
    for (const char* suffix : {"-wal", "-shm", "-journal"}) fs::remove(path.string() + suffix);
    fs::remove_all(path);
}

std::vector<std::string> lines_of(const fs::path& file) {
    std::ifstream in(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

void move_into_place(const fs::path& archive) {
    const std::vector<std::string> names = lines_of(restore_marker(archive));
    const auto remove_if_lacking = [&](std::string_view name) {
        if (std::ranges::find(names, name) == names.end()) remove_with_logs(archive / name);
    };
    std::ranges::for_each(archive_databases, remove_if_lacking);
    std::ranges::for_each(archive_folders, remove_if_lacking);
    passed(FaultPoint::restore_old_removed);
    for (const std::string& name : names) {
        const fs::path restored = restored_files(archive) / name;
        if (!fs::exists(restored)) continue;  // moved before we were killed
        remove_with_logs(archive / name);
        fs::rename(restored, archive / name);
        passed(FaultPoint::restore_file_moved);
    }
    sync(archive);
    passed(FaultPoint::restore_all_moved);
    fs::remove(restore_marker(archive));
    sync(restore_folder(archive));
    passed(FaultPoint::restore_done);
}

}  // namespace

fs::path restored_files(const fs::path& archive) {
    return restore_folder(archive) / "new";
}

fs::path restore_marker(const fs::path& archive) {
    return restore_folder(archive) / "complete";
}

bool restore_is_pending(const fs::path& archive) {
    std::error_code none;
    return fs::exists(restore_marker(archive), none);
}

void settle_restore(const fs::path& archive) try {
    if (restore_is_pending(archive)) move_into_place(archive);
    fs::remove_all(restore_folder(archive));
} catch (const fs::filesystem_error& error) {
    throw Error(ErrorKind::io, std::string("a restore that was interrupted can't be completed: ") + error.what());
}

}  // namespace broadsheet
