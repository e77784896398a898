// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/serving_mark.h"

#include "engine/error.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace broadsheet {

ServingMark::ServingMark(const std::filesystem::path& archive, Use use)
    : descriptor_(::open(archive.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (descriptor_ < 0)
        throw Error(ErrorKind::io, "cannot open the archive folder " + archive.string() + ": " + std::strerror(errno));
    const int kind = use == Use::serving ? LOCK_SH : LOCK_EX;
    if (::flock(descriptor_, kind | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
    ::close(descriptor_);
    throw Error(ErrorKind::busy, "the archive " + archive.string() +
                                     (use == Use::serving ? " is being restored (try again when that has ended)"
                                                          : " is being served (stop `broadsheet serve` first)"));
}

ServingMark::~ServingMark() {
    ::close(descriptor_);
}

}  // namespace broadsheet
