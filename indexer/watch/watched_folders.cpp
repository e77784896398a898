// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/watch/watched_folders.h"

#include "indexer/formats/format.h"
#include "indexer/ingest/scan.h"

#include <cerrno>
#include <utility>

#include <sys/inotify.h>
#include <sys/stat.h>

namespace broadsheet {

namespace fs = std::filesystem;

WatchedFolders::WatchedFolders(fs::path left_out, std::size_t folders_max)
    : left_out_(std::move(left_out)), folders_max_(folders_max) {
    if (inotify_.descriptor() < 0) refusal_ = EMFILE;
}

/// No value if the folder has gone, can't be read or there is no room. What can't be read is a problem that ingest()
/// tells of.
WatchedFolders::Folder* WatchedFolders::add(const fs::path& folder, bool follow) {
    if (const auto known = by_path_.find(folder.string()); known != by_path_.end()) return &known->second;
    if (refusal_ == 0 && by_path_.size() >= folders_max_) refusal_ = ENOSPC;
    if (refusal_ != 0) return nullptr;
    const int watch = inotify_.add(folder, follow);
    if (watch < 0) {
        if (errno == ENOSPC || errno == ENOMEM) refusal_ = errno;
        return nullptr;
    }
    // The same folder by another path, through a link or a second mount, has one watch.
    if (const auto known = by_watch_.find(watch); known != by_watch_.end()) return &known->second->second;
    const auto added = by_path_.try_emplace(folder.string()).first;
    added->second.watch = watch;
    by_watch_.emplace(watch, added);
    return &added->second;
}

void WatchedFolders::remove(Folders::iterator folder) {
    by_watch_.erase(folder->second.watch);
    by_path_.erase(folder);
}

bool WatchedFolders::add_tree(const fs::path& top) {
    bool files = false;
    std::vector<fs::path> waiting = {top};
    while (!waiting.empty()) {
        const fs::path folder = std::move(waiting.back());
        waiting.pop_back();
        // First the watch, then the list: what comes in between is told twice rather than never.
        if (Folder* watched = add(folder, folder == top)) watched->whole = true;
        std::error_code code;
        fs::directory_iterator entries(folder, code);
        for (; !code && entries != fs::directory_iterator(); entries.increment(code)) {
            const fs::path& path = entries->path();
            std::error_code ignored;
            if (entries->is_symlink(ignored)) {
                if (worth_reading(path.filename().string())) files |= add_target(path);
            } else if (entries->is_directory(ignored)) {
                if (path != left_out_ && worth_entering(path)) waiting.push_back(path);
            } else {
                files |= worth_reading(path.filename().string());
            }
        }
        if (refusal_ != 0 && files) break;  // nothing more to find out
    }
    return files;
}

void WatchedFolders::add_name(const fs::path& path) {
    if (!path.has_filename()) return;  // the root of all
    if (Folder* folder = add(path.parent_path(), true)) folder->names.insert(path.filename().string());
}

bool WatchedFolders::add_target(const fs::path& link) {
    std::error_code code;
    if (!fs::is_symlink(link, code)) return false;
    const fs::path target = fs::canonical(link, code);
    if (code || !fs::is_regular_file(target, code)) return false;
    add_name(target);
    return true;
}

void WatchedFolders::remove_tree(const fs::path& top) {
    const auto forget = [this](Folders::iterator folder) {
        inotify_.remove(folder->second.watch);
        remove(folder);
    };
    if (const auto self = by_path_.find(top.string()); self != by_path_.end()) forget(self);
    const std::string below = top.string() + "/";
    for (auto next = by_path_.lower_bound(below); next != by_path_.end() && next->first.starts_with(below);)
        forget(next++);
}

EventMeaning WatchedFolders::meaning_of(const FolderEvent& event) {
    if ((event.mask & IN_Q_OVERFLOW) != 0) return EventMeaning::lost;
    const auto found = by_watch_.find(event.watch);
    if (found == by_watch_.end()) return EventMeaning::none;
    const auto& [path, folder] = *found->second;
    if ((event.mask & IN_IGNORED) != 0) {
        remove(found->second);
        return EventMeaning::none;
    }
    if (event.name.empty())
        return (event.mask & (IN_DELETE_SELF | IN_UNMOUNT)) != 0 ? EventMeaning::named : EventMeaning::none;
    const bool named = folder.names.contains(event.name);
    if (!named && !folder.whole) return EventMeaning::none;
    const fs::path entry = fs::path(path) / event.name;
    const EventMeaning meaning =
        (event.mask & IN_ISDIR) != 0 ? folder_event(entry, event.mask) : file_event(entry, event.mask);
    if (!named || (event.mask & IN_ATTRIB) != 0) return meaning;
    const bool other_file = (event.mask & (IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)) != 0;
    return other_file ? EventMeaning::named : EventMeaning::changed;
}

EventMeaning WatchedFolders::folder_event(const fs::path& path, std::uint32_t mask) {
    if ((mask & IN_ATTRIB) != 0 && by_path_.contains(path.string())) return EventMeaning::none;
    if ((mask & (IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)) != 0) {
        const std::size_t before = by_path_.size();
        remove_tree(path);
        if ((mask & IN_MOVED_TO) == 0)
            return by_path_.size() != before || refusal_ != 0 ? EventMeaning::changed : EventMeaning::none;
    }
    if (path == left_out_ || !worth_entering(path)) return EventMeaning::none;
    return add_tree(path) ? EventMeaning::changed : EventMeaning::none;
}

EventMeaning WatchedFolders::file_event(const fs::path& path, std::uint32_t mask) {
    if ((mask & IN_ATTRIB) != 0 || !worth_reading(path.filename().string())) return EventMeaning::none;
    if ((mask & (IN_CREATE | IN_MOVED_TO)) == 0) return EventMeaning::changed;
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return EventMeaning::none;  // gone again, which will be told
    if (S_ISLNK(status.st_mode)) return add_target(path) ? EventMeaning::changed : EventMeaning::none;
    // A file that is being written is told of when it is closed; one more name of a file is complete at once.
    return (mask & IN_MOVED_TO) != 0 || status.st_nlink > 1 ? EventMeaning::changed : EventMeaning::none;
}

}  // namespace broadsheet
