// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest/ordered_sink.h"

#include "engine/analysis/plain_text.h"

#include <utility>

namespace broadsheet {

namespace {

/// What one event carries at most, so that queue and locks cost little for each article.
constexpr std::size_t event_articles_max = 64;
constexpr std::size_t event_bytes_max = 1024 * 1024;
/// Held of one file between its reader and the writer: pieces that wait to be worked on or for those before them.
constexpr std::size_t unsent_bytes_max = 48 * 1024 * 1024;

/// Readers clean what they give; what slips through ends here, before anything is made of it.
void make_plain(Article& article) {
    for (std::string* text :
         {&article.key, &article.url, &article.title, &article.subtitle, &article.source, &article.agency,
          &article.section, &article.language, &article.place, &article.origins, &article.body})
        make_plain_text(*text);
    for (std::string& author : article.authors) make_plain_text(author);
    for (std::string& tag : article.tags) make_plain_text(tag);
}

}  // namespace

/// Part of a file that one thread works on: the reader itself, or one of the pool.
class OrderedSink::Piece : public ArticleSink {
public:
    Piece(const FileTask& task, std::size_t cost) : cost_bytes(cost), task_(task) {}

    void article(Article article, std::string location) override {
        bytes_ += article.body.size();
        make_plain(article);
        make_plain_text(location);
        articles.push_back(prepare(std::move(article), task_.file.path, std::move(location), task_.known_contents));
    }
    void problem(Stage stage, std::string location, std::string reason) override {
        rejected.push_back({stage, std::move(location), std::move(reason)});
    }
    bool is_full() const { return articles.size() >= event_articles_max || bytes_ >= event_bytes_max; }
    bool is_empty() const { return articles.empty() && rejected.empty(); }

    std::vector<PreparedArticle> articles;
    std::vector<RejectedInput> rejected;
    const std::size_t cost_bytes;  ///< held for it until it is sent
    bool deferred = false;
    bool finished = false;  ///< guarded by the sink's mutex

private:
    const FileTask& task_;
    std::size_t bytes_ = 0;
};

OrderedSink::OrderedSink(std::shared_ptr<FileTask> task, BoundedQueue<FileEvent>& events, WorkPool& pool)
    : task_(std::move(task)), events_(events), pool_(pool) {}

OrderedSink::~OrderedSink() = default;

OrderedSink::Piece& OrderedSink::current() {
    const std::lock_guard lock(mutex_);
    if (pieces_.empty() || pieces_.back()->deferred || pieces_.back()->finished)
        pieces_.push_back(std::make_unique<Piece>(*task_, 0));
    return *pieces_.back();
}

void OrderedSink::article(Article article, std::string location) {
    Piece& piece = current();
    piece.article(std::move(article), std::move(location));
    if (piece.is_full()) finish(piece);
}

void OrderedSink::problem(Stage stage, std::string location, std::string reason) {
    current().problem(stage, std::move(location), std::move(reason));
}

void OrderedSink::defer(std::string location, std::size_t cost_bytes, std::function<void(ArticleSink&)> work) {
    auto owned = std::make_unique<Piece>(*task_, cost_bytes);
    owned->deferred = true;
    Piece& piece = *owned;
    bool close_previous = false;
    {
        std::unique_lock lock(mutex_);
        room_.wait(lock, [this] { return unsent_bytes_ < unsent_bytes_max; });
        close_previous = !pieces_.empty() && !pieces_.back()->deferred;
        if (close_previous) pieces_.back()->finished = true;
        pieces_.push_back(std::move(owned));
        unsent_bytes_ += cost_bytes;
    }
    if (close_previous) send_finished();
    pool_.submit(
        [self = shared_from_this(), &piece, location = std::move(location), work = std::move(work)]() mutable {
            piece.ArticleSink::defer(std::move(location), 0, std::exchange(work, nullptr));
            self->finish(piece);
        },
        cost_bytes);
}

void OrderedSink::end() {
    {
        const std::lock_guard lock(mutex_);
        if (!pieces_.empty() && !pieces_.back()->deferred) pieces_.back()->finished = true;
        ended_ = true;
    }
    send_finished();
}

void OrderedSink::finish(Piece& piece) {
    {
        const std::lock_guard lock(mutex_);
        piece.finished = true;
    }
    send_finished();
}

void OrderedSink::send_finished() {
    const std::lock_guard in_order(sending_);
    while (true) {
        FileEvent event;
        std::size_t bytes = 1;
        {
            const std::lock_guard lock(mutex_);
            const bool last = pieces_.empty() && ended_;
            if (!last && (pieces_.empty() || !pieces_.front()->finished)) return;
            event.task = task_;
            if (last) {
                event.ended = true;
                ended_ = false;  // it is told once
            } else {
                event.articles = std::move(pieces_.front()->articles);
                event.rejected = std::move(pieces_.front()->rejected);
                unsent_bytes_ -= pieces_.front()->cost_bytes;
                pieces_.pop_front();
            }
        }
        room_.notify_one();
        for (const PreparedArticle& article : event.articles) bytes += memory_bytes(article);
        const bool ended = event.ended;
        events_.push(std::move(event), bytes);
        if (ended) return;
    }
}

}  // namespace broadsheet
