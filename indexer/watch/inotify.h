// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The kernel's notices of what happens in folders, inotify(7), as plain values.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace broadsheet {

/// Something that has happened in a watched folder, or to it.
struct FolderEvent {
    int watch = -1;          ///< as add() returned it; -1 if the kernel has lost events
    std::uint32_t mask = 0;  ///< IN_… of <sys/inotify.h>
    std::string name;        ///< of the entry; empty if it is about the folder itself
};

class Inotify {
public:
    /// Never throws: descriptor() is -1 if the kernel has no more instances for this user.
    Inotify();
    ~Inotify();
    Inotify(const Inotify&) = delete;
    Inotify& operator=(const Inotify&) = delete;

    int descriptor() const { return descriptor_; }

    /// Watches a folder's entries. Returns the watch, one for each inode however it is reached; on failure -1 and
    /// errno. The last name of `folder` may be a link only if `follow`.
    int add(const std::filesystem::path& folder, bool follow) const;
    void remove(int watch) const;

    /// What has come since the last call; doesn't wait. One call returns at most a few hundred events.
    std::vector<FolderEvent> read() const;

private:
    int descriptor_ = -1;
};

}  // namespace broadsheet
