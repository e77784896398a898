// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backup/backup_file.h"

#include "engine/error.h"
#include "engine/index/durable_file.h"

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include <unistd.h>

namespace broadsheet {

namespace {

constexpr std::size_t piece_bytes = 256 * 1024;

struct FreeEntry {
    void operator()(archive_entry* entry) const { ::archive_entry_free(entry); }
};

[[noreturn]] void fail_writing(const std::string& why, int code) {
    throw Error(ErrorKind::io,
                "the backup can't be written: " + why + (code == ENOSPC ? " (free some space on the disk)" : ""));
}

}  // namespace

struct BackupFileWriter::State {
    archive* tar = ::archive_write_new();
    ~State() {
        ::archive_write_fail(tar);  // after a close nothing is left to be written
        ::archive_write_free(tar);
    }

    void require(la_ssize_t result) const {
        if (result < ARCHIVE_OK) fail_writing(::archive_error_string(tar), ::archive_errno(tar));
    }

    void begin(const std::string& name, std::uint64_t bytes) const {
        const std::unique_ptr<archive_entry, FreeEntry> entry(::archive_entry_new());
        ::archive_entry_set_pathname(entry.get(), name.c_str());
        ::archive_entry_set_filetype(entry.get(), AE_IFREG);
        ::archive_entry_set_perm(entry.get(), 0600);
        ::archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes));
        require(::archive_write_header(tar, entry.get()));
    }
};

BackupFileWriter::BackupFileWriter(int descriptor) : state_(std::make_unique<State>()) {
    state_->require(::archive_write_set_format_gnutar(state_->tar));
    state_->require(::archive_write_add_filter_zstd(state_->tar));
    state_->require(::archive_write_open_fd(state_->tar, descriptor));
}

BackupFileWriter::~BackupFileWriter() = default;

void BackupFileWriter::add(const std::string& name, std::string_view bytes) {
    state_->begin(name, bytes.size());
    state_->require(::archive_write_data(state_->tar, bytes.data(), bytes.size()));
}

void BackupFileWriter::add(const std::string& name, int source, std::uint64_t bytes) {
    state_->begin(name, bytes);
    std::vector<char> piece(piece_bytes);
    while (bytes != 0) {
        const ssize_t count = ::read(source, piece.data(), std::min<std::uint64_t>(piece.size(), bytes));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail_writing("cannot read " + name + ": " + std::strerror(errno), errno);
        if (count == 0) fail_writing(name + " has become shorter while it was read", 0);
        state_->require(::archive_write_data(state_->tar, piece.data(), static_cast<std::size_t>(count)));
        bytes -= static_cast<std::uint64_t>(count);
    }
}

void BackupFileWriter::finish() {
    state_->require(::archive_write_close(state_->tar));
}

void read_backup_file(const std::filesystem::path& file, const std::function<bool(BackupFileEntry&)>& visit) {
    const Descriptor descriptor(file);
    const std::unique_ptr<archive, int (*)(archive*)> tar(::archive_read_new(), &::archive_read_free);
    ::archive_read_support_filter_zstd(tar.get());
    ::archive_read_support_format_tar(tar.get());
    const auto fail = [&](const char* otherwise) {
        const char* why = ::archive_error_string(tar.get());
        const int code = ::archive_errno(tar.get());
        const bool unreadable = code == EIO || code == EISDIR || code == EACCES;
        return Error(unreadable ? ErrorKind::io : ErrorKind::corrupt,
                     file.string() + " " + otherwise + (why ? std::string(": ") + why : "") + " (use another backup)");
    };
    if (::archive_read_open_fd(tar.get(), descriptor.number(), piece_bytes) != ARCHIVE_OK)
        throw fail("is no backup of Broadsheet's");
    std::vector<char> piece(piece_bytes);
    archive_entry* header = nullptr;
    for (bool first = true;; first = false) {
        const int result = ::archive_read_next_header(tar.get(), &header);
        if (result == ARCHIVE_EOF) return;
        if (result != ARCHIVE_OK) throw fail(first ? "is no backup of Broadsheet's" : "is damaged or cut off");
        const char* name = ::archive_entry_pathname(header);
        if (!name || ::archive_entry_filetype(header) != AE_IFREG || ::archive_entry_hardlink(header))
            throw Error(ErrorKind::corrupt,
                        file.string() + " holds what is no plain file: it is no backup of Broadsheet's");
        BackupFileEntry entry{name, static_cast<std::uint64_t>(::archive_entry_size(header)),
                              [&]() -> std::string_view {
                                  const la_ssize_t count = ::archive_read_data(tar.get(), piece.data(), piece.size());
                                  if (count < 0) throw fail("is damaged or cut off");
                                  return {piece.data(), static_cast<std::size_t>(count)};
                              }};
        if (!visit(entry)) return;
    }
}

}  // namespace broadsheet
