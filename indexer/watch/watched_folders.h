// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which folders the kernel watches for us, and whether an event in one of them means a change. Folders that come, go
// and move are followed.

#include "indexer/watch/inotify.h"

#include <filesystem>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <unordered_map>

namespace broadsheet {

/// No limit but the kernel's.
inline constexpr std::size_t watched_folders_max = std::numeric_limits<std::size_t>::max();

/// What an event means for those who watch.
enum class EventMeaning {
    none,     ///< nothing that concerns us
    changed,  ///< a file that would be read has come, changed or gone
    named,    ///< one of the names given to add_name() has come or gone, or what was there has lost its disk
    lost,     ///< events were lost: all must be set up anew
};

class WatchedFolders {
public:
    /// `left_out`: a folder that is never entered.
    WatchedFolders(std::filesystem::path left_out, std::size_t folders_max);

    int descriptor() const { return inotify_.descriptor(); }
    std::vector<FolderEvent> read() const { return inotify_.read(); }
    std::size_t size() const { return by_path_.size(); }

    /// Watches a folder and all that scan() would enter below it. The folder itself may be a link. Returns whether
    /// there are files to read.
    bool add_tree(const std::filesystem::path& folder);

    /// Watches a single entry of a folder, whatever its name; it needn't exist.
    void add_name(const std::filesystem::path& path);

    /// If `link` is a link to a file: watches that file. Returns whether it is one.
    bool add_target(const std::filesystem::path& link);

    /// Lets go of a folder and all below it.
    void remove_tree(const std::filesystem::path& folder);

    EventMeaning meaning_of(const FolderEvent& event);

    /// Not 0 once the kernel has refused a watch for want of room: its errno. From then on no more are asked for.
    int refusal() const { return refusal_; }

private:
    struct Folder {
        int watch = -1;
        bool whole = false;           ///< all entries count, not just the names
        std::set<std::string> names;  ///< entries that count whatever they are called
    };
    using Folders = std::map<std::string, Folder>;  ///< by path, so that those below one are side by side

    Folder* add(const std::filesystem::path& folder, bool follow);
    void remove(Folders::iterator folder);
    EventMeaning folder_event(const std::filesystem::path& path, std::uint32_t mask);
    EventMeaning file_event(const std::filesystem::path& path, std::uint32_t mask);

    Inotify inotify_;
    const std::filesystem::path left_out_;
    const std::size_t folders_max_;
    int refusal_ = 0;
    Folders by_path_;
    std::unordered_map<int, Folders::iterator> by_watch_;
};

}  // namespace broadsheet
