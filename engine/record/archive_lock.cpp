// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/archive_lock.h"

#include "engine/error.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace broadsheet {

ArchiveLock::ArchiveLock(const std::filesystem::path& archive) : archive_(archive) {
    std::error_code code;
    std::filesystem::create_directories(archive, code);
    if (code) throw Error(ErrorKind::io, "cannot make the archive folder " + archive.string() + ": " + code.message());
    const auto file = archive / "lock";
    descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor_ < 0) throw Error(ErrorKind::io, "cannot open " + file.string() + ": " + std::strerror(errno));
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
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
