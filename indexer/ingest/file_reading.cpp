// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ingest/file_reading.h"

#include "indexer/formats/read_input.h"
#include "indexer/ingest/ordered_sink.h"
#include "indexer/input/source_file.h"

#include <algorithm>

namespace broadsheet {

namespace {

/// Bytes of deferred work that wait to be begun, of all files together.
constexpr std::size_t waiting_work_bytes_max = 32 * 1024 * 1024;

/// Counts what passes, for progress. Ends where the file ended when it was opened: what is written to it meanwhile is
/// for the next run, be it without end.
class CountedStream : public ByteStream {
public:
    CountedStream(ByteStream& stream, FileTask& task, std::atomic<std::uint64_t>* bytes_read)
        : stream_(stream), task_(task), bytes_read_(bytes_read), size_bytes_(stream.size_bytes()) {}

    std::size_t read(std::span<char> buffer) override {
        if (size_bytes_) buffer = buffer.first(std::min<std::uint64_t>(buffer.size(), *size_bytes_ - position_));
        const std::size_t size = buffer.empty() ? 0 : stream_.read(buffer);
        position_ += size;
        task_.bytes_read += size;
        if (bytes_read_) *bytes_read_ += size;
        return size;
    }
    bool seek(std::uint64_t position) override {
        if (!size_bytes_ || !stream_.seek(position)) return false;
        position_ = std::min(position, *size_bytes_);
        return true;
    }
    std::optional<std::uint64_t> size_bytes() const override { return size_bytes_; }

private:
    ByteStream& stream_;
    FileTask& task_;
    std::atomic<std::uint64_t>* bytes_read_;
    const std::optional<std::uint64_t> size_bytes_;
    std::uint64_t position_ = 0;
};

std::unique_ptr<ByteStream> open_task(FileTask& task, const ReadingOptions& options) {
    if (task.opened) return std::move(task.opened);
    const std::string& path = task.file.path;
    return options.only_files ? bytes_from(open_source(path, options.folders), path) : open_file(path);
}

std::string read_counted(FileTask& task, const ReadingOptions& options, ArticleSink& sink) {
    const std::unique_ptr<ByteStream> bytes = open_task(task, options);
    CountedStream stream(*bytes, task, options.bytes_read);
    return read_input(stream, task.file.path, {options.format, options.now_s, options.records}, sink);
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
