// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest/file_reading.h"

#include "indexer/formats/read_input.h"
#include "indexer/ingest/ordered_sink.h"

namespace broadsheet {

namespace {

/// Bytes of deferred work that wait to be begun, of all files together.
constexpr std::size_t waiting_work_bytes_max = 32 * 1024 * 1024;

/// Counts what passes, for progress.
class CountedStream : public ByteStream {
public:
    CountedStream(ByteStream& stream, FileTask& task, std::atomic<std::uint64_t>* bytes_read)
        : stream_(stream), task_(task), bytes_read_(bytes_read) {}

    std::size_t read(std::span<char> buffer) override {
        const std::size_t size = stream_.read(buffer);
        task_.bytes_read += size;
        if (bytes_read_) *bytes_read_ += size;
        return size;
    }
    bool seek(std::uint64_t position) override { return stream_.seek(position); }
    std::optional<std::uint64_t> size_bytes() const override { return stream_.size_bytes(); }

private:
    ByteStream& stream_;
    FileTask& task_;
    std::atomic<std::uint64_t>* bytes_read_;
};

std::string read_counted(FileTask& task, const ReadingOptions& options, ArticleSink& sink) {
    const std::string& path = task.file.path;
    const std::unique_ptr<ByteStream> opened = task.opened ? std::move(task.opened) : open_file(path);
    CountedStream stream(*opened, task, options.bytes_read);
    return read_input(stream, path, {options.format, options.now_s, options.records}, sink);
}

/// Reads one file, giving its articles and faults to `sink`; whatever goes wrong is a problem, never an exception.
/// Returns the name of its format, empty if it has none.
std::string read_file(FileTask& task, const ReadingOptions& options, ArticleSink& sink) {
    try {
        return read_counted(task, options, sink);
    } catch (const std::bad_alloc&) {
        sink.problem(Stage::parse, "", "needs more memory than there is");
    } catch (const std::exception& error) {
        sink.problem(Stage::parse, "", error.what());
    }
    return {};
}

}  // namespace

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
        (*task)->begun = true;
        (*task)->format = read_file(**task, options_, *sink);
        sink->end();
    }
    if (--working_ != 0) return;
    pool_.finish();
    events_.close();
}

}  // namespace broadsheet
