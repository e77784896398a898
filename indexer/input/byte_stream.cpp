// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/byte_stream.h"

#include "engine/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::size_t block_bytes = 256 * 1024;

[[noreturn]] void fail(const std::string& doing, const std::filesystem::path& path, int code) {
    throw Error(ErrorKind::io, doing + " " + path.string() + ": " + std::generic_category().message(code));
}

class FileStream final : public ByteStream {
public:
    FileStream(int descriptor, const std::filesystem::path& path) : path_(path), descriptor_(descriptor) {}
    FileStream(const FileStream&) = delete;
    FileStream& operator=(const FileStream&) = delete;
    ~FileStream() override { ::close(descriptor_); }

    std::size_t read(std::span<char> buffer) override {
        for (;;) {
            const ssize_t got = ::read(descriptor_, buffer.data(), buffer.size());
            if (got >= 0) return static_cast<std::size_t>(got);
            if (errno != EINTR) fail("cannot read", path_, errno);
        }
    }

    bool seek(std::uint64_t position) override {
        return size_bytes() && ::lseek(descriptor_, static_cast<off_t>(position), SEEK_SET) >= 0;
    }

    std::optional<std::uint64_t> size_bytes() const override {
        struct stat status {};
        if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) return {};
        return static_cast<std::uint64_t>(status.st_size);
    }

private:
    std::filesystem::path path_;
    int descriptor_;
};

class MemoryStream final : public ByteStream {
public:
    explicit MemoryStream(std::string bytes) : bytes_(std::move(bytes)) {}

    std::size_t read(std::span<char> buffer) override {
        const std::size_t count = std::min(buffer.size(), bytes_.size() - begin_);
        if (count > 0) std::memcpy(buffer.data(), bytes_.data() + begin_, count);
        begin_ += count;
        return count;
    }

    bool seek(std::uint64_t position) override {
        begin_ = static_cast<std::size_t>(std::min<std::uint64_t>(position, bytes_.size()));
        return true;
    }

    std::optional<std::uint64_t> size_bytes() const override { return bytes_.size(); }

private:
    std::string bytes_;
    std::size_t begin_ = 0;
};

}  // namespace

bool ByteStream::seek(std::uint64_t) {
    return false;
}

std::optional<std::uint64_t> ByteStream::size_bytes() const {
    return {};
}

std::unique_ptr<ByteStream> open_file(const std::filesystem::path& path) {
    return bytes_from(open_descriptor(path), path);
}

int open_descriptor(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0) fail("cannot open", path, errno);
    struct stat status {};
    if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
        ::close(descriptor);
        fail("cannot read", path, EISDIR);
    }
    return descriptor;
}

std::unique_ptr<ByteStream> bytes_from(int descriptor, const std::filesystem::path& path) {
    return std::make_unique<FileStream>(descriptor, path);
}

std::unique_ptr<ByteStream> bytes_of(std::string bytes) {
    return std::make_unique<MemoryStream>(std::move(bytes));
}

std::string read_all(ByteStream& stream, std::size_t bytes_max, bool& too_large) {
    too_large = false;
    std::string all;
    for (;;) {
        const std::size_t old_size = all.size();
        all.resize(old_size + block_bytes);
        const std::size_t got = stream.read({all.data() + old_size, block_bytes});
        all.resize(old_size + got);
        if (got == 0) return all;
        if (all.size() > bytes_max) {
            too_large = true;
            return {};
        }
    }
}

LineReader::LineReader(ByteStream& stream, std::size_t line_bytes_max)
    : stream_(stream), line_bytes_max_(line_bytes_max) {}

bool LineReader::fill() {
    if (at_end_) return false;
    buffer_.erase(0, begin_);
    begin_ = 0;
    const std::size_t old_size = buffer_.size();
    buffer_.resize(old_size + block_bytes);
    const std::size_t got = stream_.read({buffer_.data() + old_size, block_bytes});
    buffer_.resize(old_size + got);
    at_end_ = got == 0;
    return !at_end_;
}

LineReader::Result LineReader::next(std::string_view& line) {
    bool too_long = false;
    std::size_t scanned = 0;  // bytes after begin_ that hold no line end
    for (;;) {
        const std::size_t end = buffer_.find('\n', begin_ + scanned);
        if (end != std::string::npos) {
            line = take(end, end + 1);
            return too_long || line.size() > line_bytes_max_ ? Result::too_long : Result::line;
        }
        scanned = buffer_.size() - begin_;
        if (scanned > line_bytes_max_) {  // forget what can't be used, go on to the line's end
            too_long = true;
            begin_ = buffer_.size();
            scanned = 0;
        }
        if (fill()) continue;
        if (begin_ == buffer_.size() && !too_long) return Result::end;
        line = take(buffer_.size(), buffer_.size());
        return too_long ? Result::too_long : Result::line;
    }
}

std::string_view LineReader::take(std::size_t end, std::size_t next_begin) {
    std::string_view line(buffer_.data() + begin_, end - begin_);
    if (line.ends_with('\r')) line.remove_suffix(1);
    begin_ = next_begin;
    ++line_number_;
    return line;
}

std::size_t LineReader::line_number() const {
    return line_number_;
}

}  // namespace broadsheet
