// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/searcher.h"

#include "engine/error.h"
#include "engine/index/index_error.h"
#include "engine/search/completer.h"
#include "engine/search/kinship.h"
#include "engine/search/searcher_state.h"

#include <algorithm>
#include <thread>

#include <sys/stat.h>

namespace broadsheet {

namespace fs = std::filesystem;

namespace {

/// More searches at once than this wait for each other: beside a few for each core, more would only take each other's
/// time and memory.
std::size_t sessions_at_once() {
    return std::max<std::size_t>(4, 2 * std::size_t{std::thread::hardware_concurrency()});
}

FileStamp stamp_of(const fs::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return {};
    return {status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

}  // namespace

IndexState state_of(const Generation& generation) {
    const Manifest& manifest = generation.manifest();
    return {manifest.generation, manifest.live_articles(), manifest.updated_s};
}

Searcher::State::State(fs::path folder)
    : archive(std::move(folder)),
      archive_id(RecordReader(archive).archive_id()),
      completer(std::make_unique<Completer>()),
      sessions_max(sessions_at_once()) {
    refresh();
}

Searcher::State::~State() = default;

std::shared_ptr<const Generation> Searcher::State::refresh() {
    // Looked at before the lock is taken: hundreds may ask at a time, and nearly always nothing has changed.
    const std::filesystem::path manifest = manifest_file(index_folder(archive));
    const FileStamp seen = stamp_of(manifest);
    const std::lock_guard lock(mutex);
    if (generation && seen == stamp) return generation;
    const FileStamp now = stamp_of(manifest);
    if (generation && now == stamp) return generation;
    try {
        generation = Generation::open(archive, archive_id, generation.get(), dictionary);
        refresh_failure.clear();
        stamp = now;
        for (const auto& session : idle) {  // they would hold the old generation's files, and so its disk space
            session->reader.reset();
            session->generation.reset();
        }
    } catch (const Error& error) {
        // A generation that is open stays whole whatever has happened to the files: better old answers than none.
        if (!generation) throw;
        refresh_failure = error.what();
    }
    return generation;
}

std::unique_ptr<Session> Searcher::State::lease() {
    std::unique_ptr<Session> session;
    {
        std::unique_lock lock(mutex);
        returned.wait(lock, [this] { return lent < sessions_max; });
        ++lent;
        if (!idle.empty()) {
            session = std::move(idle.back());
            idle.pop_back();
        }
    }
    try {
        make_ready(session);
    } catch (...) {
        give_back(nullptr);
        throw;
    }
    return session;
}

void Searcher::State::make_ready(std::unique_ptr<Session>& session) {
    std::shared_ptr<const Generation> newest = refresh();
    if (!session) session = std::make_unique<Session>(archive);
    if (session->generation == newest) return;
    session->reader.emplace(library, library->snapshot(newest));
    session->generation = std::move(newest);
}

void Searcher::State::give_back(std::unique_ptr<Session> session) {
    const std::lock_guard lock(mutex);
    if (session) idle.push_back(std::move(session));
    --lent;
    returned.notify_one();
}

std::int64_t Searcher::State::groupings_version() {
    std::unique_ptr<RecordReader> watcher;
    {
        const std::lock_guard lock(watchers_mutex);
        if (!watchers.empty()) {
            watcher = std::move(watchers.back());
            watchers.pop_back();
        }
    }
    if (!watcher) watcher = std::make_unique<RecordReader>(archive);
    const std::int64_t version = watcher->groupings_version();
    const std::lock_guard lock(watchers_mutex);
    watchers.push_back(std::move(watcher));
    return version;
}

std::shared_ptr<const Groups> Searcher::State::groups(RecordReader& record, GroupBy by) {
    if (by == GroupBy::none) return nullptr;
    const std::int64_t version = record.groupings_version();
    const std::lock_guard lock(groups_mutex);
    KnownGroups& known = known_groups[static_cast<std::size_t>(by)];
    if (known.version != version) known = {version, std::make_shared<const Groups>(record, by)};
    return known.groups;
}

Searcher::Searcher(const fs::path& archive) : state_(std::make_unique<State>(archive)) {}
Searcher::~Searcher() = default;

std::optional<StoredArticle> Searcher::article(ArticleId id) {
    Lease session(*state_);
    std::vector<StoredArticle> found = session->record.articles(std::span(&id, 1));
    if (found.empty() || found[0].removed) return std::nullopt;
    return std::move(found[0]);
}

std::vector<KinArticle> Searcher::articles(std::span<const ArticleId> ids) {
    Lease session(*state_);
    std::vector<KinArticle> found;
    for (StoredArticle& article : session->record.articles(ids)) {
        const Kinship kinship = kinship_of(article.id, session->record);
        found.push_back({std::move(article), kinship});
    }
    return found;
}

const std::string& Searcher::archive_id() const {
    return state_->archive_id;
}

std::vector<Completion> Searcher::complete(std::string_view begun, const std::function<bool()>& abandoned) try {
    Lease session(*state_);
    return state_->completer->complete(*session, state_->dictionary, begun, abandoned);
} catch (const Xapian::Error& error) {
    throw index_error(error);
}

IndexState Searcher::index_state() {
    IndexState now = state_of(*state_->refresh());
    now.groupings = state_->groupings_version();
    return now;
}

}  // namespace broadsheet
