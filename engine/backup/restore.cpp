// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backup/backup.h"
#include "engine/error.h"
#include "engine/fault_point.h"
#include "engine/index/durable_file.h"
#include "engine/index/index_writer.h"
#include "engine/record/pending_restore.h"
#include "engine/record/schema.h"
#include "engine/record/serving_mark.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace broadsheet {

namespace fs = std::filesystem;

namespace {

/// Writes what comes out of a backup into a fresh folder. The names have been checked.
class Unpacking {
public:
    explicit Unpacking(fs::path folder) : folder_(std::move(folder)) {}
    ~Unpacking() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    Unpacking(const Unpacking&) = delete;
    Unpacking& operator=(const Unpacking&) = delete;

    void take(const BackupEntry& entry, std::string_view piece, bool last) {
        const fs::path path = folder_ / entry.name;
        if (descriptor_ < 0) open(path);
        while (!piece.empty()) {
            const ssize_t count = ::write(descriptor_, piece.data(), piece.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) fail("write", path);
            piece.remove_prefix(static_cast<std::size_t>(count));
        }
        if (!last) return;
        const int result = ::fsync(descriptor_);
        ::close(std::exchange(descriptor_, -1));
        if (result != 0) fail("sync", path);
    }

private:
    [[noreturn]] static void fail(const char* doing, const fs::path& path) {
        throw Error(ErrorKind::io, std::string("cannot ") + doing + " " + path.string() + ": " + std::strerror(errno) +
                                       (errno == ENOSPC ? " (free some space on the disk)" : ""));
    }

    void open(const fs::path& path) {
        fs::create_directories(path.parent_path());
        // Keys are nobody else's; the rest is as readable as what the indexer makes.
        const mode_t mode = path.filename() == "access.db" ? 0600 : 0666;
        descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
        if (descriptor_ < 0) fail("create", path);
    }

    const fs::path folder_;
    int descriptor_ = -1;
};

void require_room(const fs::path& archive, bool replace) {
    if (replace || !fs::exists(archive)) return;
    static const std::set<std::string> of_no_weight = {"lock", "lost+found", "restore"};
    for (const auto& entry : fs::directory_iterator(archive))
        if (!of_no_weight.contains(entry.path().filename().string()))
            throw Error(ErrorKind::usage, archive.string() + " isn't empty: it has " +
                                              entry.path().filename().string() +
                                              " (name another folder with --archive, or replace it with --replace)");
}

/// Unpacks beside what is there, until a marker makes it count.
BackupManifest unpack(const fs::path& file, const fs::path& archive) {
    const fs::path folder = restored_files(archive);
    fs::create_directories(folder);
    Unpacking unpacking(folder);
    BackupManifest manifest = verify_backup(file, [&unpacking](const BackupEntry& entry, std::string_view piece,
                                                               bool last) { unpacking.take(entry, piece, last); });
    {
        sqlite::Connection record(folder / archive_databases[0], sqlite::Connection::Mode::read_write_create);
        migrate(record);
    }
    std::set<std::string> names;
    for (const BackupEntry& entry : manifest.entries) names.insert(entry.name.substr(0, entry.name.find('/')));
    std::string lines;
    for (const std::string& name : names) {
        if (fs::is_directory(folder / name)) sync_folder(folder / name);
        lines += name + "\n";
    }
    sync_file(folder / archive_databases[0]);
    sync_folder(folder);
    sync_folder(folder.parent_path());
    sync_folder(archive);
    passed(FaultPoint::restore_unpacked);
    write_durably(restore_marker(archive), lines);
    passed(FaultPoint::restore_marked);
    return manifest;
}

}  // namespace

RestoreResult restore_backup(const fs::path& file, const fs::path& archive, bool replace) {
    require_room(archive, replace);
    const bool was_there = fs::exists(archive);
    RestoreResult result;
    {
        const Descriptor readable(file);  // before a folder is made for it
    }
    const ArchiveLock lock(archive);
    const ServingMark alone(archive, ServingMark::Use::replacing);
    try {
        result.manifest = unpack(file, archive);
    } catch (...) {
        if (!restore_is_pending(archive)) {
            std::error_code ignored;
            fs::remove_all(restored_files(archive).parent_path(), ignored);
            if (!was_there) fs::remove_all(archive, ignored);
        }
        throw;
    }
    settle_restore(archive);
    RecordReader record(archive);
    IndexWriter index(lock, record, std::max(1U, std::thread::hardware_concurrency()));
    result.index_rebuilt = index.catch_up(record) != 0;
    index.wait_for_merges();
    result.generation = index.generation();
    return result;
}

}  // namespace broadsheet
