// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/source_watch.h"

#include "cli/output.h"
#include "engine/error.h"
#include "indexer/watch/folder_watch.h"

#include <cerrno>
#include <cstring>
#include <ctime>
#include <exception>
#include <iostream>

#include <sys/eventfd.h>
#include <unistd.h>

namespace broadsheet::cli {

namespace {

constexpr std::int64_t retry_s = 60;

bool retry_is_due(const JobQueue& jobs) {
    const std::optional<Job> last = jobs.last_reindex();
    return last && last->state == JobState::failed && std::time(nullptr) - last->finished_s.value_or(0) >= retry_s;
}

}  // namespace

SourceWatch::SourceWatch(JobQueue& jobs, std::vector<std::filesystem::path> sources, std::filesystem::path archive)
    : stop_descriptor_(::eventfd(0, EFD_CLOEXEC)) {
    if (stop_descriptor_ < 0)
        throw Error(ErrorKind::io, std::string("cannot watch the sources: ") + std::strerror(errno));
    // Setting the watches on a large tree takes its time; meanwhile the server answers.
    thread_ = std::thread([this, &jobs, sources = std::move(sources), archive = std::move(archive)] {
        try {
            watch(jobs, sources, archive);
        } catch (const std::exception& error) {
            std::cerr << std::string("broadsheet: the sources are no longer watched: ") + error.what() + "\n";
        }
    });
}

SourceWatch::~SourceWatch() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(stop_descriptor_, &one, sizeof one);
    thread_.join();
    ::close(stop_descriptor_);
}

void SourceWatch::watch(JobQueue& jobs, const std::vector<std::filesystem::path>& sources,
                        const std::filesystem::path& archive) const {
    WatchOptions options;
    options.paths = sources;
    options.archive = archive;
    FolderWatch folders(std::move(options));
    jobs.reindex_soon("start");
    while (true) {
        for (const std::string& notice : folders.take_notices())
            std::cerr << "broadsheet: " + harmless_line(notice) + "\n";
        const Woken woken = folders.wait(std::chrono::seconds(10), stop_descriptor_);
        if (woken == Woken::stopped) return;
        if (woken == Woken::changed || retry_is_due(jobs)) jobs.reindex_soon("change");
    }
}

}  // namespace broadsheet::cli
