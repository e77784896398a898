// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/watch/folder_watch.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include <poll.h>
#include <sys/stat.h>
#include <sys/vfs.h>

namespace broadsheet {

namespace fs = std::filesystem;

using std::chrono::milliseconds;

namespace {

/// As scan() names it.
fs::path absolute_path(const fs::path& path) {
    const fs::path absolute = fs::absolute(path).lexically_normal();
    return absolute.has_filename() ? absolute : absolute.parent_path();
}

/// Whether others may change files there without this machine's kernel knowing: NFS, SMB, 9P, Ceph, AFS and FUSE, by
/// the numbers of statfs(2).
bool is_distant(const fs::path& path) {
    static constexpr std::array<std::uint32_t, 8> kinds = {0x6969,     0x517B,     0xFF534D42, 0xFE534D42,
                                                           0x01021997, 0x00C36400, 0x5346414F, 0x65735546};
    struct statfs status {};
    if (::statfs(path.c_str(), &status) != 0) return false;
    return std::ranges::find(kinds, static_cast<std::uint32_t>(status.f_type)) != kinds.end();
}

std::string seconds_text(milliseconds interval) {
    return std::to_string(interval.count() / 1000) + " s";
}

std::string refusal_notice(int refusal, std::size_t folders, milliseconds look_interval) {
    const std::string setting = refusal == EMFILE ? "fs.inotify.max_user_instances" : "fs.inotify.max_user_watches";
    const std::string extent = folders == 0 ? "no folder" : "only " + std::to_string(folders) + " folders";
    return "the system lets " + extent + " be watched; all are looked at every " + seconds_text(look_interval) +
           " (raise " + setting + " with `sysctl -w` and start again to have changes noticed at once)";
}

}  // namespace

FolderWatch::FolderWatch(WatchOptions options) : options_(std::move(options)) {
    if (!options_.archive.empty()) options_.archive = absolute_path(options_.archive);
    for (const fs::path& path : options_.paths) roots_.push_back({absolute_path(path)});
    watch_all();
}

FolderWatch::Root FolderWatch::look_at(fs::path path) {
    Root root{std::move(path)};
    struct stat status {};
    root.exists = ::stat(root.path.c_str(), &status) == 0;
    root.is_folder = root.exists && S_ISDIR(status.st_mode);
    if (!root.is_folder) return root;
    root.device = status.st_dev;
    root.inode = status.st_ino;
    return root;
}

void FolderWatch::watch_all() {
    folders_.emplace(options_.archive, options_.folders_max);
    for (Root& root : roots_) {
        root = look_at(root.path);
        watch_root(root);
    }
    const auto now = Clock::now();
    next_look_ = now + options_.look_interval;
    next_root_look_ = now + options_.root_interval;
}

/// The path's own entry is watched in its folder, so that its coming and going is seen.
void FolderWatch::watch_root(const Root& root) {
    folders_->add_name(root.path);
    if (root.is_folder)
        folders_->add_tree(root.path);
    else
        folders_->add_target(root.path);
    if (root.exists && !distant_ && is_distant(root.path)) {
        distant_ = true;
        notices_.push_back(root.path.string() +
                           " is on a disk whose changes are not always told; it is looked at every " +
                           seconds_text(options_.look_interval) + " as well");
    }
    if (folders_->refusal() == 0 || limit_told_) return;
    limit_told_ = true;
    notices_.push_back(refusal_notice(folders_->refusal(), folders_->size(), options_.look_interval));
}

/// Paths that have come, gone, been replaced or been mounted over.
void FolderWatch::look_at_roots() {
    for (Root& root : roots_) {
        Root now = look_at(root.path);
        if (now == root) {
            if (!root.is_folder) folders_->add_target(root.path);  // a link may lead elsewhere now
            continue;
        }
        root = std::move(now);
        folders_->remove_tree(root.path);
        watch_root(root);
        note_change();
    }
}

void FolderWatch::look() {
    const auto now = Clock::now();
    if (now >= next_root_look_) {
        next_root_look_ = now + options_.root_interval;
        look_at_roots();
    }
    if (now < next_look_) return;
    next_look_ = now + options_.look_interval;
    if (distant_ || folders_->refusal() != 0) note_change();
}

void FolderWatch::note_change() {
    last_change_ = Clock::now();
    if (!std::exchange(changed_, true)) first_change_ = last_change_;
}

void FolderWatch::read_events() {
    bool roots_concerned = false;
    for (const FolderEvent& event : folders_->read()) {
        switch (folders_->meaning_of(event)) {
            case EventMeaning::none:
                break;
            case EventMeaning::changed:
                note_change();
                break;
            case EventMeaning::named:
                note_change();
                roots_concerned = true;
                break;
            case EventMeaning::lost:
                notices_.emplace_back("more has changed than the system keeps in mind; all folders are looked at anew");
                note_change();
                watch_all();  // the rest of the events belongs to watches that are gone
                return;
        }
    }
    if (roots_concerned) look_at_roots();
}

FolderWatch::Clock::time_point FolderWatch::time_to_tell() const {
    return std::max(earliest_, std::min(last_change_ + options_.quiet, first_change_ + options_.gather_max));
}

Woken FolderWatch::wait(milliseconds at_most, int stop_descriptor) {
    const auto end = Clock::now() + at_most;
    for (bool waited = false;; waited = true) {
        look();
        const auto now = Clock::now();
        if (changed_ && now >= time_to_tell()) {
            changed_ = false;
            return Woken::changed;
        }
        if (waited && now >= end) return Woken::time;
        auto next = std::min({end, next_look_, next_root_look_});
        if (changed_) next = std::min(next, time_to_tell());
        const auto left = std::chrono::ceil<milliseconds>(std::max(next - now, Clock::duration::zero()));
        std::array<pollfd, 2> entries{{{folders_->descriptor(), POLLIN, 0}, {stop_descriptor, POLLIN, 0}}};
        ::poll(entries.data(), entries.size(), static_cast<int>(std::min<std::int64_t>(left.count(), 3'600'000)));
        if (entries[1].revents != 0) return Woken::stopped;
        if (entries[0].revents != 0) read_events();
    }
}

}  // namespace broadsheet
