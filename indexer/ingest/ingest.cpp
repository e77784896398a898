// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest/ingest.h"

#include "engine/error.h"
#include "engine/fault_point.h"
#include "engine/record/known_contents.h"
#include "engine/record/record_writer.h"
#include "indexer/ingest/file_reading.h"
#include "indexer/ingest/index_follower.h"
#include "indexer/ingest/story_pass.h"
#include "indexer/input/source_file.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <limits>
#include <unordered_map>
#include <unordered_set>

#include <stdlib.h>

namespace broadsheet {

namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

/// A transaction ends after so much, or when it has been open so long: each costs a sync of the disk.
constexpr std::uint64_t commit_bytes = 16 * 1024 * 1024;
constexpr std::int64_t commit_articles = 20'000;
constexpr auto commit_interval = std::chrono::seconds(1);
constexpr auto progress_interval = std::chrono::milliseconds(200);
/// Reading a file again may show that one more must be; few archives need a second round.
constexpr int reread_rounds_max = 3;
constexpr std::size_t waiting_tasks_max = 64;
constexpr std::size_t waiting_bytes_max = 64 * 1024 * 1024;

/// A folder that goes when the run ends: where a dry run without an archive works.
struct ScratchFolder {
    ScratchFolder() {
        std::string name = (fs::temp_directory_path() / "broadsheet-dry-run-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw Error(ErrorKind::io, "cannot make a temporary folder " + name);
        path = name;
    }
    ~ScratchFolder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
    fs::path path;
};

class IngestRun {
public:
    IngestRun(const ArchiveLock& lock, const IngestOptions& options) : lock_(lock), options_(options), writer_(lock) {}

    IngestResult run();

private:
    void scan_paths();
    void find_work();
    bool find_more_work();
    void expect_moved_files();
    void read_and_write();
    void feed(BoundedQueue<std::shared_ptr<FileTask>>& tasks);
    void take(FileEvent& event);
    void begin_file(FileTask& task);
    void end_file(FileTask& task);
    void remove_gone(const ScannedRoot& root);
    void forget_settled_problems(const ScannedRoot& root);
    void reject(const std::string& path, const RejectedInput& input);
    void commit_if_due(bool now);
    void report(bool now);

    const ArchiveLock& lock_;
    const IngestOptions& options_;
    RecordWriter writer_;
    std::unique_ptr<IndexFollower> follower_;
    std::vector<ScannedRoot> roots_;
    std::vector<std::shared_ptr<FileTask>> work_;
    IngestProgress progress_;
    IngestResult result_;
    std::exception_ptr feeding_failure_;
    std::atomic<std::uint64_t> bytes_read_ = 0;
    std::vector<std::string> folders_;  ///< what is opened must be below one; none: anywhere will do
    Clock::time_point started_ = Clock::now(), committed_ = started_, reported_ = started_;
    std::uint64_t uncommitted_bytes_ = 0;
    std::int64_t uncommitted_articles_ = 0;
};

IngestResult IngestRun::run() {
    scan_paths();
    if (options_.dry_run)
        writer_.begin();  // and never commit
    else
        follower_ = std::make_unique<IndexFollower>(lock_, options_.jobs);
    Run& figures = progress_.figures;
    figures.started_s = options_.now_s;
    writer_.begin();
    figures.id = writer_.start_run(options_.now_s);
    find_work();
    expect_moved_files();
    read_and_write();
    for (const ScannedRoot& root : roots_) remove_gone(root);
    // What has gone or changed may have hidden the text of another file.
    for (int round = 0; round < reread_rounds_max && find_more_work(); ++round) read_and_write();
    if (!options_.dry_run) {
        commit_if_due(true);
        follower_->catch_up();  // meanwhile: stories aren't in the index
        find_stories(lock_.archive(), writer_);
        writer_.begin();
    }
    figures.finished_s = std::time(nullptr);
    writer_.finish_run(figures);
    commit_if_due(true);
    if (follower_) {
        result_.generation = follower_->finish();
        passed(FaultPoint::run_finished);
        writer_.checkpoint();
    }
    report(true);
    result_.figures = figures;
    result_.bytes = bytes_read_;
    result_.seconds = progress_.seconds;
    return std::move(result_);
}

void IngestRun::scan_paths() {
    if (!options_.follow_links) folders_ = without_links(options_.paths);
    for (const fs::path& path : options_.paths) roots_.push_back(scan(path, folders_));
    RecordReader record(lock_.archive());
    for (const ScannedRoot& root : roots_) {
        if (root.exists) continue;
        bool known = false;
        record.files_below(root.path, [&known](const FileRow&) { known = true; });
        if (!known) throw Error(ErrorKind::usage, "no such file or folder: " + root.path);
    }
}

void IngestRun::find_work() {
    RecordReader record(lock_.archive());
    for (ScannedRoot& root : roots_) {
        for (const auto& [path, reason] : root.failures) reject(path, {Stage::open, "", reason});
        for (const ScannedFile& file : root.files) {
            ++progress_.figures.scanned;
            const std::optional<FileRow> known = record.file(file.path);
            if (known && known->size_bytes == file.size_bytes && known->modified_ns == file.modified_ns &&
                known->inode == file.inode) {
                progress_.figures.unchanged += known->articles;
                progress_.figures.rejected += known->rejected;
                ++progress_.files_done;
                continue;
            }
            auto task = std::make_shared<FileTask>();
            task->file = file;
            if (known) task->known_id = known->id;
            work_.push_back(std::move(task));
            progress_.bytes_total += static_cast<std::uint64_t>(file.size_bytes);
        }
    }
    progress_.files_total = progress_.figures.scanned;
}

/// Files that were read or passed over before it was known that they must tell again.
bool IngestRun::find_more_work() {
    if (options_.dry_run) return false;
    writer_.commit();
    writer_.begin();
    std::unordered_map<std::string_view, const ScannedFile*> present;
    for (const ScannedRoot& root : roots_)
        for (const ScannedFile& file : root.files) present.emplace(file.path, &file);
    work_.clear();
    for (const std::string& path : writer_.files_to_read_again()) {
        const auto file = present.find(path);
        if (file == present.end()) continue;
        auto task = std::make_shared<FileTask>();
        task->file = *file->second;
        work_.push_back(std::move(task));
    }
    return !work_.empty();
}

/// Files that have gone, so that their articles are known again under new names.
void IngestRun::expect_moved_files() {
    std::unordered_set<std::string_view> present;
    for (const ScannedRoot& root : roots_)
        for (const ScannedFile& file : root.files) present.insert(file.path);
    RecordReader record(lock_.archive());
    for (const ScannedRoot& root : roots_) {
        if (!root.complete || work_.empty()) continue;
        record.files_below(root.path, [&](const FileRow& file) {
            if (!present.contains(file.path)) writer_.expect_moved(file.id);
        });
    }
}

void IngestRun::read_and_write() {
    BoundedQueue<std::shared_ptr<FileTask>> tasks(waiting_tasks_max);
    BoundedQueue<FileEvent> events(waiting_bytes_max);
    const ReadingOptions reading{options_.jobs, options_.format, options_.now_s, &bytes_read_, options_.records,
                                 true,          folders_};
    std::optional<FileReaders> here;
    std::optional<ConfinedReading> confined;
    if (options_.confinement)
        confined.emplace(tasks, events, reading, *options_.confinement);
    else
        here.emplace(tasks, events, reading);
    std::jthread feeder([&tasks, this] { feed(tasks); });
    try {
        while (std::optional<FileEvent> event = events.pop()) take(*event);
    } catch (...) {
        tasks.close();  // or the feeder would wait for ever
        throw;
    }
    feeder.join();
    if (feeding_failure_) std::rethrow_exception(std::exchange(feeding_failure_, nullptr));
    if (!confined) return;
    confined->rethrow_failure();
    if (const auto confinement = confined->confinement(); confinement && !confinement->system_calls)
        result_.notices.emplace_back(
            "this machine can't filter system calls: files are read in a process of its own with limits of memory, but "
            "nothing else keeps it from what this user may do");
}

/// Gives the work to the readers, each file with what it gave last time.
void IngestRun::feed(BoundedQueue<std::shared_ptr<FileTask>>& tasks) try {
    std::optional<KnownContents> known;
    for (auto& task : work_) {
        if (task->known_id != 0) {
            if (!known) known.emplace(lock_.archive());
            task->known_contents = known->of_file(task->known_id);
        }
        if (!tasks.push(std::exchange(task, nullptr))) return;
    }
    tasks.close();
} catch (...) {
    feeding_failure_ = std::current_exception();
    tasks.close();
}

void IngestRun::take(FileEvent& event) {
    writer_.begin();
    FileTask& task = *event.task;
    if (task.file_id == 0) begin_file(task);
    for (const PreparedArticle& article : event.articles) {
        switch (writer_.put(article, task.file_id, progress_.figures.id)) {
            case PutOutcome::added:
                ++progress_.figures.added;
                break;
            case PutOutcome::updated:
                ++progress_.figures.updated;
                break;
            case PutOutcome::unchanged:
                ++progress_.figures.unchanged;
                break;
        }
        ++task.articles;
        ++uncommitted_articles_;
        uncommitted_bytes_ += static_cast<std::uint64_t>(article.body_bytes);
    }
    for (const RejectedInput& input : event.rejected) {
        reject(task.file.path, input);
        ++task.rejected;
    }
    if (event.ended) {
        end_file(task);
        passed(FaultPoint::file_taken);
    }
    commit_if_due(false);
    report(false);
}

void IngestRun::begin_file(FileTask& task) {
    task.file_id = writer_.start_file(task.file.path, task.file.modified_ns);
}

void IngestRun::end_file(FileTask& task) {
    FileRow row;
    row.id = task.file_id;
    row.size_bytes = task.file.size_bytes;
    row.modified_ns = task.file.modified_ns;
    row.inode = task.file.inode;
    row.articles = task.articles;
    row.rejected = task.rejected;
    row.format = task.format;
    progress_.figures.removed += writer_.finish_file(row, progress_.figures.id, !task.broken);
    ++progress_.files_done;
}

void IngestRun::reject(const std::string& path, const RejectedInput& input) {
    writer_.put_problem({path, input.location, std::string(name_of(input.stage)), input.reason, options_.now_s});
    ++progress_.figures.rejected;
}

void IngestRun::remove_gone(const ScannedRoot& root) {
    if (!root.complete) {
        result_.notices.push_back("not all of " + root.path + " could be read: nothing is taken for removed");
        return;
    }
    forget_settled_problems(root);
    std::unordered_set<std::string_view> present;
    for (const ScannedFile& file : root.files) present.insert(file.path);
    std::vector<FileRow> gone;
    std::int64_t known = 0;
    RecordReader(lock_.archive()).files_below(root.path, [&](const FileRow& file) {
        ++known;
        if (!present.contains(file.path)) gone.push_back(file);
    });
    if (gone.empty()) return;
    if (!options_.prune && !removal_is_plausible(known, static_cast<std::int64_t>(gone.size()))) {
        result_.notices.push_back(std::to_string(gone.size()) + " of " + std::to_string(known) + " files below " +
                                  root.path +
                                  " have gone; their articles stay (if that is meant, run again with --prune)");
        return;
    }
    for (const FileRow& file : gone) {
        writer_.begin();
        progress_.figures.removed += writer_.remove_file(file.id);
        writer_.clear_problems(file.path);
    }
}

/// Problems with what never became a file of the record: a link that leads nowhere, a folder that couldn't be entered.
void IngestRun::forget_settled_problems(const ScannedRoot& root) {
    std::unordered_set<std::string_view> current;
    for (const ScannedFile& file : root.files) current.insert(file.path);
    for (const auto& [path, reason] : root.failures) current.insert(path);
    RecordReader record(lock_.archive());
    for (const Problem& problem : record.problems(std::numeric_limits<std::int32_t>::max())) {
        const bool below = problem.path == root.path || problem.path.starts_with(root.path + "/");
        if (below && !current.contains(problem.path) && !record.file(problem.path))
            writer_.clear_problems(problem.path);
    }
}

void IngestRun::commit_if_due(bool now) {
    const bool due = uncommitted_bytes_ >= commit_bytes || uncommitted_articles_ >= commit_articles ||
                     Clock::now() - committed_ >= commit_interval;
    if ((!due && !now) || options_.dry_run) return;
    writer_.commit();
    follower_->committed(writer_.last_sequence());
    committed_ = Clock::now();
    uncommitted_bytes_ = 0;
    uncommitted_articles_ = 0;
}

void IngestRun::report(bool now) {
    const auto time = Clock::now();
    if (!now && time - reported_ < progress_interval) return;
    reported_ = time;
    progress_.bytes_done = bytes_read_;
    progress_.seconds = std::chrono::duration<double>(time - started_).count();
    if (options_.progress) options_.progress(progress_);
}

}  // namespace

bool removal_is_plausible(std::int64_t known_files, std::int64_t gone_files) {
    if (gone_files >= known_files) return false;
    return gone_files == 1 || gone_files * 5 <= known_files;
}

IngestResult ingest(const fs::path& archive, const IngestOptions& options) {
    if (options.dry_run && !fs::exists(record_file(archive))) {
        const ScratchFolder scratch;
        const ArchiveLock lock(scratch.path);
        return IngestRun(lock, options).run();
    }
    const ArchiveLock lock(archive);
    return IngestRun(lock, options).run();
}

}  // namespace broadsheet
