// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Bytes of an input, read from front to back, wherever they come from.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace broadsheet {

class ByteStream {
public:
    virtual ~ByteStream() = default;

    /// Fills up to buffer.size() bytes and returns how many; 0 at the end. Throws Error{io}.
    virtual std::size_t read(std::span<char> buffer) = 0;

    /// Goes on at `position`, counted from the front. False, and nothing changes, for what can only be read on.
    virtual bool seek(std::uint64_t position);
    /// Of the whole input; no value if that isn't known before its end.
    virtual std::optional<std::uint64_t> size_bytes() const;
};

std::unique_ptr<ByteStream> open_file(const std::filesystem::path& path);
/// A descriptor, the caller's to close, of a file that isn't a folder. Throws Error{io}.
int open_descriptor(const std::filesystem::path& path);
/// What an open descriptor gives, which is closed with the stream; `path` is named in errors alone.
std::unique_ptr<ByteStream> bytes_from(int descriptor, const std::filesystem::path& path);
std::unique_ptr<ByteStream> bytes_of(std::string bytes);

/// Everything that is left; empty, with `too_large` set, if it is more than `bytes_max`.
std::string read_all(ByteStream& stream, std::size_t bytes_max, bool& too_large);

/// Gives the lines of a stream without their ends (LF, CRLF or CR LF mixed), a line at a time.
class LineReader {
public:
    LineReader(ByteStream& stream, std::size_t line_bytes_max);

    enum class Result { line, too_long, end };
    /// A line longer than the limit is skipped to its end and reported as too_long. The view holds until the next call.
    Result next(std::string_view& line);
    std::size_t line_number() const;  ///< of the line last given, from 1

private:
    bool fill();
    std::string_view take(std::size_t end, std::size_t next_begin);

    ByteStream& stream_;
    std::size_t line_bytes_max_;
    std::string buffer_;
    std::size_t begin_ = 0;
    std::size_t line_number_ = 0;
    bool at_end_ = false;
};

}  // namespace broadsheet
