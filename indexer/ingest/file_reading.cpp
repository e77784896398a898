// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest/file_reading.h"

#include <cstring>

namespace broadsheet {

namespace {

/// Articles that one event carries at most, so that queue and locks cost little for each.
constexpr std::size_t event_articles_max = 64;
constexpr std::size_t event_bytes_max = 1024 * 1024;
/// What recognition looks at.
constexpr std::size_t head_bytes = 64 * 1024;

/// Gives the head of a stream to look at, then the whole stream; counts what passes.
class PeekedStream : public ByteStream {
public:
    PeekedStream(ByteStream& stream, std::atomic<std::uint64_t>* bytes_read)
        : stream_(stream), bytes_read_(bytes_read) {
        head_.resize(head_bytes);
        std::size_t size = 0;
        while (size < head_.size()) {
            const std::size_t more = stream_.read(std::span(head_).subspan(size));
            if (more == 0) break;
            size += more;
        }
        head_.resize(size);
    }

    std::string_view head() const { return head_; }

    std::size_t read(std::span<char> buffer) override {
        std::size_t size = std::min(buffer.size(), head_.size() - given_);
        if (size != 0) {
            std::memcpy(buffer.data(), head_.data() + given_, size);
            given_ += size;
        } else {
            size = stream_.read(buffer);
        }
        if (bytes_read_) *bytes_read_ += size;
        return size;
    }

private:
    ByteStream& stream_;
    std::atomic<std::uint64_t>* bytes_read_;
    std::string head_;
    std::size_t given_ = 0;
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

std::string read_recognized(const ScannedFile& file, const ReadingOptions& options, ArticleSink& sink) {
    const std::unique_ptr<ByteStream> opened = open_file(file.path);
    PeekedStream stream(*opened, options.bytes_read);
    if (stream.head().empty()) {
        sink.problem(Stage::open, "", "the file is empty");
        return {};
    }
    const std::string name = std::filesystem::path(file.path).filename().string();
    const std::optional<Format> format = options.format ? options.format : recognize(stream.head(), name);
    if (!format) {
        sink.problem(Stage::recognize, "", describe_unrecognized(stream.head()));
        return {};
    }
    read_articles(*format, stream, {file.path, options.now_s}, sink);
    return std::string(name_of(*format));
}

}  // namespace

std::string read_file_articles(const ScannedFile& file, const ReadingOptions& options, ArticleSink& sink) {
    try {
        return read_recognized(file, options, sink);
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
