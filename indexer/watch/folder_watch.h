// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// When has something changed below the paths given? What has, is for the next run to find out: ingest() compares files
// with the record anyway, so nothing is missed if events are.

#include "indexer/watch/watched_folders.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace broadsheet {

struct WatchOptions {
    std::vector<std::filesystem::path> paths;
    std::filesystem::path archive;                ///< changes with every run: not watched, should it be below a path
    std::chrono::milliseconds quiet{500};         ///< a change is told when there has been none for so long …
    std::chrono::milliseconds gather_max{5'000};  ///< … or so long after the first
    std::chrono::milliseconds look_interval{
        60'000};  ///< how often a change is told unseen, where the kernel can't tell
    std::chrono::milliseconds root_interval{
        10'000};  ///< how often to see whether a path has come, gone or been mounted
    std::size_t folders_max = watched_folders_max;
};

enum class Woken { changed, time, stopped };

/// For one thread. Files are those that scan() takes; links to folders aren't entered, the targets of links to files
/// are watched.
class FolderWatch {
public:
    /// Sets the watches: what happens from now on is told. Paths need not exist yet.
    explicit FolderWatch(WatchOptions options);

    /// Returns when something has changed since the last time it said so, after `at_most`, or as soon as
    /// `stop_descriptor` can be read.
    Woken wait(std::chrono::milliseconds at_most, int stop_descriptor);

    /// Tells of no change for so long: a run that takes long on a large folder is not to follow itself without a pause.
    void rest(std::chrono::milliseconds pause) { earliest_ = Clock::now() + pause; }

    /// What the user should know: limits of the kernel, disks that don't tell of changes. Each is given once.
    std::vector<std::string> take_notices() { return std::exchange(notices_, {}); }

    std::size_t folder_count() const { return folders_->size(); }

private:
    using Clock = std::chrono::steady_clock;

    struct Root {
        std::filesystem::path path;
        bool exists = false;
        bool is_folder = false;
        dev_t device = 0;  ///< device and inode are those of a folder
        ino_t inode = 0;
        friend bool operator==(const Root&, const Root&) = default;
    };

    static Root look_at(std::filesystem::path path);
    void watch_all();
    void watch_root(const Root& root);
    void look_at_roots();
    void look();
    void read_events();
    void note_change();
    Clock::time_point time_to_tell() const;

    WatchOptions options_;
    std::optional<WatchedFolders> folders_;
    std::vector<Root> roots_;
    std::vector<std::string> notices_;
    bool limit_told_ = false;
    bool distant_ = false;  ///< some path is on a disk whose changes the kernel can't tell
    bool changed_ = false;
    Clock::time_point first_change_, last_change_, earliest_, next_look_, next_root_look_;
};

}  // namespace broadsheet
