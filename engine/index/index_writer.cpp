// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/index_writer.h"

#include "engine/analysis/token.h"
#include "engine/error.h"
#include "engine/fault_point.h"
#include "engine/index/durable_file.h"
#include "engine/index/generation_files.h"
#include "engine/index/id_set.h"
#include "engine/index/merge.h"
#include "engine/index/merge_policy.h"
#include "engine/index/segment.h"
#include "engine/index/segment_builder.h"

#include <algorithm>
#include <condition_variable>
#include <ctime>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

namespace broadsheet {

namespace fs = std::filesystem;

namespace {

/// Read from the record at once.
constexpr std::size_t piece_articles_max = 500;

void remove_quietly(const fs::path& path) {
    std::error_code ignored;  // what can't be removed now is an orphan for the next writer to find
    fs::remove_all(path, ignored);
}

}  // namespace

struct IndexWriter::State {
    State(const ArchiveLock& lock, RecordReader& record, unsigned threads)
        : archive(lock.archive()), index(index_folder(archive)), jobs(std::max(1U, threads)) {
        if (fs::create_directories(index)) sync_folder(archive);
        open(record);
    }

    void open(RecordReader& record);
    void forget(const std::string& archive_id);
    void remove_orphans() const;
    std::uint32_t next_number();
    void mark_dead(Manifest& next, std::vector<Segment>& next_segments, const IdSet& changed) const;
    void add_segment(Manifest& next, std::vector<Segment>& next_segments, std::uint32_t number,
                     std::uint32_t documents) const;
    void publish(Manifest next, std::vector<Segment> next_segments);
    std::size_t take_batch(RecordReader& record, std::size_t batch_articles, Sequence after, SegmentBuilder& builder,
                           IdSet& changed, Sequence& last) const;
    void merge_if_due();
    void merge_in_background();
    void run_merge(const MergePlan& plan);
    void publish_merge(const MergePlan& plan, const std::vector<Segment>& sources, std::uint32_t number,
                       std::uint32_t documents);

    const fs::path archive;
    const fs::path index;
    const unsigned jobs;

    mutable std::mutex mutex;  ///< guards all below
    Manifest manifest;         ///< as published
    std::vector<Segment> segments;
    bool replace_at_once = false;  ///< what is on disk doesn't fit the record: the next generation holds everything
    bool merging = false;
    std::vector<std::uint32_t> being_merged;  ///< these stay in the manifest even when all in them is dead
    std::condition_variable merge_ended;
    std::exception_ptr merge_failure;
    std::jthread merge_thread;
};

void IndexWriter::State::open(RecordReader& record) {
    // Readers and caches tell generations apart by their numbers. If the manifest is lost, counting goes on from one
    // that can hardly have been reached: a change makes one generation at most, and merges fewer still.
    manifest.generation = 4 * record.last_sequence();
    try {
        if (auto found = read_manifest(index)) {
            manifest.generation = found->generation;
            manifest.next_segment = found->next_segment;
            const bool fits = found->archive_id == record.archive_id() && found->analysis == analysis_version &&
                              found->sequence <= record.last_sequence();
            if (fits) {
                for (const SegmentEntry& entry : found->segments) {
                    segments.push_back(open_segment(index, entry, nullptr));
                    require_whole_database(index, segments.back());
                }
                manifest = std::move(*found);
                remove_orphans();
                return;
            }
        }
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::io)
            throw;  // no open files left, say: that is no reason to index everything again
        // Damaged: as good as none, the record has everything. `check` would have named the damage.
        segments.clear();
    }
    forget(record.archive_id());
}

void IndexWriter::State::forget(const std::string& archive_id) {
    manifest.archive_id = archive_id;
    manifest.analysis = analysis_version;
    // Where there was an index, a server may still answer from it: it isn't replaced by an empty one.
    replace_at_once = fs::exists(manifest_file(index));
    if (replace_at_once) return;
    ++manifest.generation;
    manifest.updated_s = std::time(nullptr);
    write_manifest(index, manifest);
    remove_orphans();
}

void IndexWriter::State::remove_orphans() const {
    const std::set<fs::path> wanted = files_of(index, manifest);
    for (const auto& entry : fs::directory_iterator(index))
        if (!wanted.contains(entry.path())) remove_quietly(entry.path());
}

std::uint32_t IndexWriter::State::next_number() {
    const std::lock_guard lock(mutex);
    return manifest.next_segment++;
}

void IndexWriter::State::mark_dead(Manifest& next, std::vector<Segment>& next_segments, const IdSet& changed) const {
    if (changed.empty()) return;
    for (std::size_t i = 0; i < next_segments.size(); ++i) {
        Segment& segment = next_segments[i];
        const auto ids = segment.files->columns.ids;
        std::shared_ptr<DeadSet> dead;  // copied at the first document found
        for (std::uint32_t document = 0; document < ids.size(); ++document) {
            if (!changed.contains(ids[document]) || segment.is_dead(document)) continue;
            if (!dead)
                dead = segment.dead ? std::make_shared<DeadSet>(*segment.dead)
                                    : std::make_shared<DeadSet>(segment.entry.documents);
            dead->insert(document);
        }
        if (!dead) continue;
        segment.entry.dead = dead->count();
        segment.entry.dead_generation = next.generation;
        segment.dead = dead;
        dead->write(dead_file(index, segment.entry.number, next.generation));
        next.segments[i] = segment.entry;
    }
}

void IndexWriter::State::add_segment(Manifest& next, std::vector<Segment>& next_segments, std::uint32_t number,
                                     std::uint32_t documents) const {
    if (documents == 0) return;
    const SegmentEntry entry{number, documents, 0, 0};
    next.segments.push_back(entry);
    next_segments.push_back(open_segment(index, entry, nullptr));
}

/// Expects the mutex to be held.
void IndexWriter::State::publish(Manifest next, std::vector<Segment> next_segments) {
    for (std::size_t i = next.segments.size(); i-- > 0;) {
        if (next.segments[i].live() != 0 || std::ranges::count(being_merged, next.segments[i].number) != 0) continue;
        next.segments.erase(next.segments.begin() + static_cast<std::ptrdiff_t>(i));
        next_segments.erase(next_segments.begin() + static_cast<std::ptrdiff_t>(i));
    }
    next.next_segment = manifest.next_segment;
    next.updated_s = std::time(nullptr);
    write_manifest(index, next);
    const std::set<fs::path> wanted = files_of(index, next);
    for (const fs::path& file : files_of(index, manifest))
        if (!wanted.contains(file)) remove_quietly(file);
    manifest = std::move(next);
    segments = std::move(next_segments);
    passed(FaultPoint::generation_published);
}

/// Nothing of the record stays open while a piece is indexed: SQLite's log would grow until the batch is done. What
/// changes meanwhile has a later sequence and is left to the next batch, so that no article comes twice.
std::size_t IndexWriter::State::take_batch(RecordReader& record, std::size_t batch_articles, Sequence after,
                                           SegmentBuilder& builder, IdSet& changed, Sequence& last) const {
    const Sequence until = record.last_sequence();
    std::size_t taken = 0;
    while (taken < batch_articles) {
        std::vector<StoredArticle> piece =
            record.changes(after, until, std::min(piece_articles_max, batch_articles - taken));
        if (piece.empty()) break;
        taken += piece.size();
        after = last = piece.back().sequence;
        for (StoredArticle& article : piece) {
            changed.insert(article.id.value);
            if (!article.removed) builder.add(std::move(article));
        }
    }
    return taken;
}

void IndexWriter::State::merge_if_due() {
    std::unique_lock lock(mutex);
    if (merge_failure) std::rethrow_exception(std::exchange(merge_failure, nullptr));
    if (!merging && plan_merge(manifest.segments)) {
        merging = true;
        merge_thread = std::jthread([this] { merge_in_background(); });
    }
    merge_ended.wait(lock, [this] { return !merging || manifest.segments.size() < segments_limit; });
}

void IndexWriter::State::merge_in_background() {
    try {
        while (true) {
            std::optional<MergePlan> plan;
            {
                const std::lock_guard lock(mutex);
                plan = plan_merge(manifest.segments);
            }
            if (!plan) break;
            run_merge(*plan);
            merge_ended.notify_all();
        }
    } catch (...) {
        const std::lock_guard lock(mutex);
        merge_failure = std::current_exception();
    }
    const std::lock_guard lock(mutex);
    merging = false;
    being_merged.clear();
    merge_ended.notify_all();
}

void IndexWriter::State::run_merge(const MergePlan& plan) {
    std::vector<Segment> sources;
    {
        const std::lock_guard lock(mutex);
        for (const std::uint32_t number : plan.segments) sources.push_back(*find_segment(segments, number));
        being_merged = plan.segments;
    }
    const std::uint32_t number = next_number();
    std::uint32_t documents = 0;
    if (plan.rewrite) {
        RecordReader record(archive);
        documents = rewrite_segments(index, sources, record, number, jobs);
    } else {
        documents = merge_segments(index, sources, number);
    }
    passed(FaultPoint::merge_written);
    publish_merge(plan, sources, number, documents);
}

void IndexWriter::State::publish_merge(const MergePlan& plan, const std::vector<Segment>& sources, std::uint32_t number,
                                       std::uint32_t documents) {
    const std::lock_guard lock(mutex);
    std::vector<Segment> now;  // the sources again, with those that died while we merged
    for (const std::uint32_t source : plan.segments) now.push_back(*find_segment(segments, source));

    Manifest next = manifest;
    ++next.generation;
    std::vector<Segment> next_segments;
    next.segments.clear();
    for (const Segment& segment : segments) {
        if (find_segment(now, segment.entry.number)) continue;
        next.segments.push_back(segment.entry);
        next_segments.push_back(segment);
    }
    if (documents != 0) {
        add_segment(next, next_segments, number, documents);
        Segment& merged = next_segments.back();
        const DeadSet dead = plan.rewrite ? died_meanwhile(merged, sources, now) : joined_dead(now, documents);
        if (dead.count() != 0) {
            merged.entry.dead = dead.count();
            merged.entry.dead_generation = next.generation;
            merged.dead = std::make_shared<const DeadSet>(dead);
            dead.write(dead_file(index, number, next.generation));
            next.segments.back() = merged.entry;
        }
    }
    being_merged.clear();
    publish(std::move(next), std::move(next_segments));
}

IndexWriter::IndexWriter(const ArchiveLock& lock, RecordReader& record, unsigned jobs)
    : state_(std::make_unique<State>(lock, record, jobs)) {}

IndexWriter::~IndexWriter() = default;

std::uint64_t IndexWriter::generation() const {
    const std::lock_guard lock(state_->mutex);
    return state_->manifest.generation;
}

Sequence IndexWriter::covered() const {
    const std::lock_guard lock(state_->mutex);
    return state_->manifest.sequence;
}

std::size_t IndexWriter::segment_count() const {
    const std::lock_guard lock(state_->mutex);
    return state_->manifest.segments.size();
}

std::size_t IndexWriter::catch_up(RecordReader& record, std::size_t batch_articles,
                                  const std::function<void(std::size_t)>& progress) {
    State& state = *state_;
    if (state.replace_at_once) return rebuild(record, progress);
    std::size_t total = 0;
    while (true) {
        const std::uint32_t number = state.next_number();
        SegmentBuilder builder(state.index, number, state.jobs);
        IdSet changed;
        Sequence last = covered();
        const std::size_t count = state.take_batch(record, batch_articles, last, builder, changed, last);
        if (count == 0) return total;
        const std::uint32_t documents = builder.finish();
        {
            const std::lock_guard lock(state.mutex);
            Manifest next = state.manifest;
            std::vector<Segment> next_segments = state.segments;
            ++next.generation;
            next.sequence = last;
            state.mark_dead(next, next_segments, changed);
            state.add_segment(next, next_segments, number, documents);
            state.publish(std::move(next), std::move(next_segments));
        }
        total += count;
        if (progress) progress(total);
        state.merge_if_due();
    }
}

std::size_t IndexWriter::rebuild(RecordReader& record, const std::function<void(std::size_t)>& progress) {
    State& state = *state_;
    wait_for_merges();
    Manifest next = state.manifest;
    ++next.generation;
    next.segments.clear();
    std::vector<Segment> next_segments;
    Sequence last = 0;
    std::size_t total = 0;
    while (true) {
        const std::uint32_t number = state.next_number();
        SegmentBuilder builder(state.index, number, state.jobs);
        IdSet changed;
        const std::size_t count = state.take_batch(record, batch_articles_default, last, builder, changed, last);
        if (count == 0) break;
        state.mark_dead(next, next_segments, changed);  // an article may change once more while we read
        state.add_segment(next, next_segments, number, builder.finish());
        total += count;
        if (progress) progress(total);
    }
    {
        const std::lock_guard lock(state.mutex);
        next.sequence = last;
        passed(FaultPoint::rebuild_written);
        state.publish(std::move(next), std::move(next_segments));
        passed(FaultPoint::rebuild_published);
        if (std::exchange(state.replace_at_once, false)) state.remove_orphans();
    }
    state.merge_if_due();
    return total;
}

void IndexWriter::compact() {
    wait_for_merges();
    const std::vector<SegmentEntry> entries = state_->manifest.segments;
    MergePlan all;
    for (const SegmentEntry& entry : entries) {
        all.segments.push_back(entry.number);
        all.rewrite = all.rewrite || entry.dead != 0;
    }
    if (entries.size() > 1 || all.rewrite) state_->run_merge(all);
    passed(FaultPoint::compact_written);
}

void IndexWriter::settle(std::size_t changes) {
    wait_for_merges();
    if (const auto plan = plan_settling(state_->manifest.segments, changes)) state_->run_merge(*plan);
}

void IndexWriter::wait_for_merges() {
    state_->merge_if_due();
    std::unique_lock lock(state_->mutex);
    state_->merge_ended.wait(lock, [this] { return !state_->merging; });
    if (state_->merge_failure) std::rethrow_exception(std::exchange(state_->merge_failure, nullptr));
}

}  // namespace broadsheet
