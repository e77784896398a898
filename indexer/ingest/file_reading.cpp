// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest/file_reading.h"

#include "indexer/formats/read_input.h"

namespace broadsheet {

namespace {

/// Articles that one event carries at most, so that queue and locks cost little for each.
constexpr std::size_t event_articles_max = 64;
constexpr std::size_t event_bytes_max = 1024 * 1024;
/// Counts what passes, for progress.
class CountedStream : public ByteStream {
public:
    CountedStream(ByteStream& stream, std::atomic<std::uint64_t>* bytes_read)
        : stream_(stream), bytes_read_(bytes_read) {}

    std::size_t read(std::span<char> buffer) override {
        const std::size_t size = stream_.read(buffer);
        if (bytes_read_) *bytes_read_ += size;
        return size;
    }
    bool seek(std::uint64_t position) override { return stream_.seek(position); }
    std::optional<std::uint64_t> size_bytes() const override { return stream_.size_bytes(); }

private:
    ByteStream& stream_;
    std::atomic<std::uint64_t>* bytes_read_;
};

/// Prepares articles on the reader's thread and sends them on in events.
class EventSink : public ArticleSink {
public:
    EventSink(std::shared_ptr<FileTask> task, BoundedQueue<FileEvent>& events)
        : task_(std::move(task)), events_(events) {
        event_.task = task_;
    }

    void article(Article article, std::string location) override {
        bytes_ += article.body.size();
        event_.articles.push_back(prepare(std::move(article), task_->file.path, std::move(location)));
        if (event_.articles.size() >= event_articles_max || bytes_ >= event_bytes_max) send(false);
    }

    void problem(Stage stage, std::string location, std::string reason) override {
        event_.rejected.push_back({stage, std::move(location), std::move(reason)});
    }

    void send(bool ended) {
        event_.ended = ended;
        events_.push(std::exchange(event_, FileEvent{task_, {}, {}, false}), std::exchange(bytes_, 0) + 1);
    }

private:
    std::shared_ptr<FileTask> task_;
    BoundedQueue<FileEvent>& events_;
    FileEvent event_;
    std::size_t bytes_ = 0;
};

std::string read_counted(const ScannedFile& file, const ReadingOptions& options, ArticleSink& sink) {
    const std::unique_ptr<ByteStream> opened = open_file(file.path);
    CountedStream stream(*opened, options.bytes_read);
    return read_input(stream, file.path, {options.format, options.now_s, options.records}, sink);
}

}  // namespace

std::string read_file_articles(const ScannedFile& file, const ReadingOptions& options, ArticleSink& sink) {
    try {
        return read_counted(file, options, sink);
    } catch (const std::bad_alloc&) {
        sink.problem(Stage::parse, "", "needs more memory than there is");
    } catch (const std::exception& error) {
        sink.problem(Stage::parse, "", error.what());
    }
    return {};
}

FileReaders::FileReaders(BoundedQueue<std::shared_ptr<FileTask>>& tasks, BoundedQueue<FileEvent>& events,
                         const ReadingOptions& options)
    : tasks_(tasks), events_(events), options_(options), working_(std::max(1U, options.jobs)) {
    const unsigned count = working_;
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { work(); });
}

FileReaders::~FileReaders() {
    tasks_.close();
    events_.close();
}

void FileReaders::work() {
    while (std::optional<std::shared_ptr<FileTask>> task = tasks_.pop()) {
        EventSink sink(*task, events_);
        (*task)->format = read_file_articles((*task)->file, options_, sink);
        sink.send(true);
    }
    if (--working_ == 0) events_.close();
}

}  // namespace broadsheet
