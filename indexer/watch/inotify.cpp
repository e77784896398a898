// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/watch/inotify.h"

#include <array>
#include <cstring>

#include <sys/inotify.h>
#include <unistd.h>

namespace broadsheet {

namespace {

/// IN_CREATE: a file is worth a look only when it is closed, but links and folders never are. IN_ATTRIB: a folder that
/// may be entered now.
constexpr std::uint32_t watched_events = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO |
                                         IN_ATTRIB | IN_DELETE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK;

}  // namespace

Inotify::Inotify() : descriptor_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {}

Inotify::~Inotify() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

int Inotify::add(const std::filesystem::path& folder, bool follow) const {
    return ::inotify_add_watch(descriptor_, folder.c_str(), follow ? watched_events : watched_events | IN_DONT_FOLLOW);
}

void Inotify::remove(int watch) const {
    ::inotify_rm_watch(descriptor_, watch);  // may have gone with its folder
}

std::vector<FolderEvent> Inotify::read() const {
    std::vector<FolderEvent> events;
    alignas(inotify_event) std::array<char, 16 * 1024> bytes;
    const ssize_t size = ::read(descriptor_, bytes.data(), bytes.size());
    for (ssize_t at = 0; at < size;) {
        inotify_event header;
        std::memcpy(&header, bytes.data() + at, sizeof header);
        // The name is padded with zeros up to `len`.
        const char* name = bytes.data() + at + sizeof header;
        events.push_back({header.wd, header.mask, std::string(name, ::strnlen(name, header.len))});
        at += static_cast<ssize_t>(sizeof header + header.len);
    }
    return events;
}

}  // namespace broadsheet
