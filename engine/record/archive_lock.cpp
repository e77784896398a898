// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/archive_lock.h"

#include "engine/error.h"
#include "engine/record/pending_restore.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace broadsheet {

namespace {

/// An archive whose folder is lost in a power cut would be lost with it.
void sync_parent(const std::filesystem::path& archive) {
    const auto parent = std::filesystem::absolute(archive / "..").lexically_normal();
    const int descriptor = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;  // we may enter it, but not read it
    const int result = ::fsync(descriptor);
    ::close(descriptor);
    if (result != 0) throw Error(ErrorKind::io, "cannot sync " + parent.string() + ": " + std::strerror(errno));
}

}  // namespace

ArchiveLock::ArchiveLock(const std::filesystem::path& archive) : archive_(archive) {
    std::error_code code;
    const bool made = std::filesystem::create_directories(archive, code);
    if (code) throw Error(ErrorKind::io, "cannot make the archive folder " + archive.string() + ": " + code.message());
    const auto file = archive / "lock";
    descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor_ < 0) throw Error(ErrorKind::io, "cannot open " + file.string() + ": " + std::strerror(errno));
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) {
        try {
            if (made) sync_parent(archive);
            settle_restore(archive);
        } catch (...) {
            ::close(descriptor_);
            throw;
        }
        return;
    }
    const bool held = errno == EWOULDBLOCK;
    const std::string reason = std::strerror(errno);
    ::close(descriptor_);
    if (held)
        throw Error(ErrorKind::busy,
                    "the archive " + archive.string() + " is being written (is another `broadsheet index` running?)");
    throw Error(ErrorKind::io, "cannot lock " + file.string() + ": " + reason);
}

ArchiveLock::~ArchiveLock() {
    ::close(descriptor_);
}

}  // namespace broadsheet
