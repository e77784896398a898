// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/segment_builder.h"

#include "engine/error.h"
#include "engine/fault_point.h"
#include "engine/index/columns.h"
#include "engine/index/document.h"
#include "engine/index/index_error.h"
#include "engine/index/segment_files.h"
#include "engine/index/tokens.h"

#include <xapian.h>

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include <sys/resource.h>

namespace broadsheet {

namespace fs = std::filesystem;

namespace {

/// Small databases are fastest to fill at 100 to 500 articles: beyond that Xapian's in-memory maps outgrow the
/// caches.
constexpr std::size_t chunk_articles_max = 250;
constexpr std::size_t chunk_bytes_max = 4 * 1024 * 1024;

/// They are thrown away after merging, so nothing about them needs to be durable, and no query asks for their term
/// lists.
constexpr int scratch_flags = Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS |
                              Xapian::DB_NO_TERMLIST | Xapian::DB_BACKEND_GLASS;

struct Chunk {
    std::size_t number = 0;
    std::size_t bytes = 0;
    std::vector<StoredArticle> articles;
};

/// What a chunk leaves besides its small database.
struct WrittenChunk {
    ColumnsBuilder columns;
    OwnedTokens tokens;
};

WrittenChunk write_chunk(const fs::path& folder, const Chunk& chunk) try {
    WrittenChunk written;
    DocumentBuilder builder;
    Xapian::WritableDatabase database(folder.string(), scratch_flags);
    for (const StoredArticle& article : chunk.articles) {
        database.add_document(builder.document_of(article));
        written.columns.add(article, builder.length());
    }
    database.commit();
    database.close();
    written.tokens = builder.words().finish();
    passed(FaultPoint::chunk_written);
    return written;
} catch (const Xapian::Error& error) {
    throw index_error(error);
}

}  // namespace

struct SegmentBuilder::State {
    State(fs::path index_folder, std::uint32_t segment, unsigned jobs_max)
        : index(std::move(index_folder)),
          number(segment),
          jobs(std::max(1U, jobs_max)),
          scratch(index / ("build-" + std::to_string(segment))) {}

    fs::path chunk_folder(std::size_t chunk) const { return scratch / std::to_string(chunk); }
    void hand_over();
    void work();
    void process(const Chunk& chunk);
    void stop();
    void rethrow();

    const fs::path index;
    const std::uint32_t number;
    const unsigned jobs;
    const fs::path scratch;
    Chunk current;
    std::size_t chunks = 0;

    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Chunk> queue;
    std::vector<WrittenChunk> written;  ///< by chunk number
    std::exception_ptr failure;
    bool closed = false;
    std::vector<std::jthread> threads;
};

void SegmentBuilder::State::process(const Chunk& chunk) {
    WrittenChunk made = write_chunk(chunk_folder(chunk.number), chunk);
    const std::lock_guard lock(mutex);
    if (written.size() <= chunk.number) written.resize(chunk.number + 1);
    written[chunk.number] = std::move(made);
}

void SegmentBuilder::State::work() {
    while (true) {
        Chunk chunk;
        {
            std::unique_lock lock(mutex);
            changed.wait(lock, [this] { return closed || !queue.empty(); });
            if (queue.empty()) return;
            chunk = std::move(queue.front());
            queue.pop_front();
        }
        changed.notify_all();
        try {
            process(chunk);
        } catch (...) {
            const std::lock_guard lock(mutex);
            if (!failure) failure = std::current_exception();
        }
    }
}

void SegmentBuilder::State::rethrow() {
    const std::lock_guard lock(mutex);
    if (failure) std::rethrow_exception(std::exchange(failure, nullptr));
}

void SegmentBuilder::State::hand_over() {
    if (threads.empty()) {
        fs::create_directories(scratch);
        for (unsigned i = 0; i < jobs; ++i) threads.emplace_back([this] { work(); });
    }
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return queue.size() < jobs; });
        current.number = chunks++;
        queue.push_back(std::exchange(current, {}));
    }
    changed.notify_all();
    rethrow();
}

void SegmentBuilder::State::stop() {
    {
        const std::lock_guard lock(mutex);
        closed = true;
    }
    changed.notify_all();
    threads.clear();
}

SegmentBuilder::SegmentBuilder(fs::path index, std::uint32_t number, unsigned jobs)
    : state_(std::make_unique<State>(std::move(index), number, jobs)) {}

SegmentBuilder::~SegmentBuilder() {
    state_->stop();
    std::error_code ignored;
    fs::remove_all(state_->scratch, ignored);
}

void SegmentBuilder::add(StoredArticle&& article) {
    Chunk& chunk = state_->current;
    chunk.bytes += article.body.size();
    chunk.articles.push_back(std::move(article));
    if (chunk.articles.size() >= chunk_articles_max || chunk.bytes >= chunk_bytes_max) state_->hand_over();
}

std::uint32_t SegmentBuilder::finish() try {
    State& state = *state_;
    if (!state.current.articles.empty()) {
        if (state.threads.empty()) {
            fs::create_directories(state.scratch);
            state.current.number = state.chunks++;
            state.process(state.current);
        } else {
            state.hand_over();
        }
    }
    state.stop();
    state.rethrow();
    if (state.chunks == 0) return 0;

    Xapian::Database all;
    ColumnsBuilder columns;
    std::vector<Tokens> tokens;
    for (std::size_t chunk = 0; chunk < state.chunks; ++chunk) {
        all.add_database(Xapian::Database(state.chunk_folder(chunk).string()));
        columns.append(state.written[chunk].columns);
        tokens.push_back(state.written[chunk].tokens.view());
    }
    write_segment_files(state.index, state.number, all, tokens, columns);
    return columns.documents();
} catch (const Xapian::Error& error) {
    throw index_error(error);
}

void raise_open_file_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);  // where it isn't allowed, merging says so itself
}

}  // namespace broadsheet
