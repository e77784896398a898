// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest/file_reading.h"

#include "indexer/ingest/ordered_sink.h"

#include <cstring>

namespace broadsheet {

namespace {

/// Bytes of deferred work that wait to be begun, of all files together.
constexpr std::size_t waiting_work_bytes_max = 32 * 1024 * 1024;
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
    : tasks_(tasks),
      events_(events),
      options_(options),
      working_(std::max(1U, options.jobs)),
      pool_(working_, waiting_work_bytes_max) {
    const unsigned count = working_;
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { work(); });
}

FileReaders::~FileReaders() {
    tasks_.close();
    events_.close();
}

void FileReaders::work() {
    while (std::optional<std::shared_ptr<FileTask>> task = tasks_.pop()) {
        const auto sink = std::make_shared<OrderedSink>(*task, events_, pool_);
        (*task)->format = read_file_articles((*task)->file, options_, *sink);
        sink->end();
    }
    if (--working_ != 0) return;
    pool_.finish();
    events_.close();
}

}  // namespace broadsheet
