// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backup/backup.h"

#include "engine/backup/backup_file.h"
#include "engine/error.h"
#include "engine/fault_point.h"
#include "engine/index/durable_file.h"
#include "engine/index/generation_files.h"
#include "engine/record/damaged_texts.h"
#include "engine/record/pending_restore.h"
#include "engine/record/record_reader.h"
#include "engine/record/sqlite.h"

#include <xxhash.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace broadsheet {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t manifest_bytes_max = 64 * 1024 * 1024;
constexpr int open_attempts_max = 10;

/// A file that goes into the backup; open, so that it stays what it is even if the archive lets go of it.
struct Part {
    std::string name;
    Descriptor file;
};

[[noreturn]] void fail(const std::string& doing, const fs::path& path) {
    throw Error(ErrorKind::io, "cannot " + doing + " " + path.string() + ": " + std::strerror(errno));
}

/// Beside the backup while it is made: its file under a temporary name, locked, and a folder for copies.
class Workplace {
public:
    explicit Workplace(const fs::path& file)
        : file_(file), parts_(file.string() + ".parts"), new_(file.string() + ".new") {
        descriptor_ = ::open(new_.c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (descriptor_ < 0) fail("write", new_);
        if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
            ::close(descriptor_);
            throw Error(ErrorKind::busy, "another `broadsheet backup` is writing " + file.string());
        }
        std::error_code ignored;
        fs::remove_all(parts_, ignored);  // of one that was killed
        if (::ftruncate(descriptor_, 0) != 0 || ::mkdir(parts_.c_str(), 0700) != 0) {
            const int code = errno;
            ::close(descriptor_);
            errno = code;
            fail("make", parts_);
        }
    }
    ~Workplace() {
        std::error_code ignored;
        fs::remove_all(parts_, ignored);
        if (!published_) fs::remove(new_, ignored);
        ::close(descriptor_);
    }
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;

    const fs::path& parts() const { return parts_; }
    const fs::path& temporary() const { return new_; }
    int descriptor() const { return descriptor_; }

    void sync() const {
        if (::fsync(descriptor_) != 0) fail("sync", new_);
    }
    void publish() {
        fs::rename(new_, file_);
        published_ = true;
        sync_folder(file_.parent_path());
        passed(FaultPoint::backup_renamed);
    }

private:
    const fs::path file_, parts_, new_;
    int descriptor_ = -1;
    bool published_ = false;
};

/// The files of one generation of the index.
std::vector<Part> index_parts(const fs::path& archive) {
    const fs::path index = index_folder(archive);
    for (int attempt = 1;; ++attempt) {
        try {
            std::vector<Part> parts;
            parts.push_back({"index/manifest", Descriptor(manifest_file(index))});
            const auto manifest = read_manifest(index);
            if (manifest) {
                for (const fs::path& file : files_of(index, *manifest))
                    if (file != manifest_file(index))
                        parts.push_back({"index/" + file.filename().string(), Descriptor(file)});
                if (parts.front().file.is_at(manifest_file(index))) return parts;
            }
        } catch (const Error& error) {
            // The writer publishes its next generation while we open the last one's files.
            if (error.kind() != ErrorKind::not_found) throw;
        }
        if (attempt == open_attempts_max)
            throw Error(ErrorKind::corrupt, "the index is incomplete (run `broadsheet rebuild`, or leave it out)");
    }
}

void copy_database(const fs::path& source, const fs::path& copy) try {
    std::string quoted;
    for (const char character : copy.string()) quoted += character == '\'' ? "''" : std::string(1, character);
    // A snapshot; other readers and the writer go on. Pages that can't be read as rows are noticed on the way.
    sqlite::Connection(source, sqlite::Connection::Mode::read_only).execute("VACUUM INTO '" + quoted + "'");
} catch (const Error& error) {
    throw Error(error.kind(), "cannot copy " + source.string() + ": " + error.what());
}

/// What was posted and hasn't been read yet. A file that goes meanwhile has come into the record.
std::vector<Part> inbox_parts(const fs::path& archive) {
    std::vector<Part> parts;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(archive / "inbox", none)) {
        const std::string name = "inbox/" + entry.path().filename().string();
        if (!entry.is_regular_file(none) || entry.is_symlink(none) || !belongs_into_archive(name)) continue;
        try {
            parts.push_back({name, Descriptor(entry.path())});
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::not_found) throw;
        }
    }
    return parts;
}

/// The inbox comes before the record, which what leaves it goes into; the index as well, which must not be ahead of it.
std::vector<Part> gather(const fs::path& archive, const fs::path& folder, bool with_index) {
    std::vector<Part> parts = inbox_parts(archive);
    if (with_index)
        for (Part& part : index_parts(archive)) parts.push_back(std::move(part));
    for (const std::string_view name : archive_databases) {
        if (!fs::exists(archive / name)) continue;
        copy_database(archive / name, folder / name);
        parts.push_back({std::string(name), Descriptor(folder / name)});
    }
    passed(FaultPoint::backup_copied);
    return parts;
}

BackupManifest describe(const std::vector<Part>& parts, const fs::path& copies, std::int64_t now_s) {
    RecordReader record(copies);
    if (const auto damaged = damaged_texts(copies, 1); !damaged.empty())
        throw Error(ErrorKind::corrupt, "the text of article " + std::to_string(damaged[0].value) +
                                            " is damaged: nothing is written (restore the archive from a backup; "
                                            "`broadsheet check` names what else is damaged)");
    BackupManifest manifest{record.archive_id(), now_s, record.figures().articles, {}};
    for (const Part& part : parts) {
        struct stat status {};
        if (::fstat(part.file.number(), &status) != 0) fail("examine", part.name);
        manifest.entries.push_back({part.name, static_cast<std::uint64_t>(status.st_size), part.file.hash()});
    }
    return manifest;
}

/// Refuses a name that isn't a backup's: a slip of the hand must not cost a file.
void require_replaceable(const fs::path& archive, const fs::path& file) {
    if (!fs::is_directory(file.parent_path()))
        throw Error(ErrorKind::usage, "there is no folder " + file.parent_path().string() + " to write the backup to");
    const fs::path folder = fs::weakly_canonical(archive);
    for (fs::path above = fs::weakly_canonical(file).parent_path(); above != above.parent_path();
         above = above.parent_path())
        if (above == folder)
            throw Error(ErrorKind::usage, "a backup inside of its archive would be lost with it: name another folder");
    if (!fs::exists(file)) return;
    bool is_backup = false;
    try {
        read_backup_file(file, [&is_backup](const BackupFileEntry& entry) {
            is_backup = entry.name == backup_manifest_name;
            return false;
        });
    } catch (const Error&) {
        is_backup = false;
    }
    if (!is_backup)
        throw Error(ErrorKind::usage, file.string() + " is there and is no backup: it isn't replaced (name another)");
}

class Verifier {
public:
    Verifier(const fs::path& file, const TakePiece& take) : file_(file), take_(take) {}

    BackupManifest run() {
        read_backup_file(file_, [this](BackupFileEntry& entry) {
            manifest_ ? check(entry) : begin(entry);
            return true;
        });
        if (!manifest_) throw Error(ErrorKind::corrupt, file_.string() + " is no backup of Broadsheet's");
        if (at_ != manifest_->entries.size()) damaged("ends before " + manifest_->entries[at_].name);
        return std::move(*manifest_);
    }

private:
    [[noreturn]] void damaged(const std::string& why) const {
        throw Error(ErrorKind::corrupt, file_.string() + " is damaged: it " + why + " (use another backup)");
    }

    void begin(BackupFileEntry& entry) {
        if (entry.name != backup_manifest_name || entry.bytes > manifest_bytes_max)
            throw Error(ErrorKind::corrupt, file_.string() + " is no backup of Broadsheet's");
        std::string text;
        for (auto piece = entry.next(); !piece.empty(); piece = entry.next()) text += piece;
        manifest_ = backup_manifest_of(text, file_.string());
    }

    void check(BackupFileEntry& entry) {
        if (at_ == manifest_->entries.size()) damaged("holds " + entry.name + ", which it doesn't name");
        const BackupEntry& said = manifest_->entries[at_++];
        if (entry.name != said.name || entry.bytes != said.bytes) damaged("says " + said.name + " and holds another");
        const std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> state(XXH3_createState(),
                                                                                    &XXH3_freeState);
        XXH3_64bits_reset(state.get());
        for (auto piece = entry.next(); !piece.empty(); piece = entry.next()) {
            XXH3_64bits_update(state.get(), piece.data(), piece.size());
            if (take_) take_(said, piece, false);
        }
        if (XXH3_64bits_digest(state.get()) != said.hash) damaged("doesn't hold " + said.name + " as it was written");
        if (take_) take_(said, {}, true);
    }

    const fs::path& file_;
    const TakePiece& take_;
    std::optional<BackupManifest> manifest_;
    std::size_t at_ = 0;
};

}  // namespace

BackupManifest verify_backup(const fs::path& file, const TakePiece& take) {
    return Verifier(file, take).run();
}

BackupResult make_backup(const fs::path& archive, const fs::path& named, bool with_index, std::int64_t now_s) {
    const fs::path file = fs::absolute(named);
    RecordReader{archive};  // says so if there is none
    require_replaceable(archive, file);
    Workplace place(file);
    const std::vector<Part> parts = gather(archive, place.parts(), with_index);
    BackupResult result{describe(parts, place.parts(), now_s)};
    BackupFileWriter writer(place.descriptor());
    writer.add(std::string(backup_manifest_name), to_text(result.manifest));
    for (std::size_t i = 0; i < parts.size(); ++i)
        writer.add(parts[i].name, parts[i].file.number(), result.manifest.entries[i].bytes);
    writer.finish();
    place.sync();
    passed(FaultPoint::backup_written);
    verify_backup(place.temporary());
    passed(FaultPoint::backup_verified);
    place.publish();
    result.bytes = fs::file_size(file);
    return result;
}

}  // namespace broadsheet
