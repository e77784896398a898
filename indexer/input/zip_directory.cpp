// SPDX-License-Identifier: GPL-3.0-or-later
// After APPNOTE 6.3: the end record (4.3.16) and, for large files, the locator before it (4.3.15).
#include "indexer/input/zip_directory.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace broadsheet {
namespace {

constexpr std::uint64_t end_record_bytes = 22;
constexpr std::uint64_t comment_bytes_max = 65'535;
constexpr std::uint64_t locator_bytes = 20;
constexpr std::uint64_t large_end_record_bytes = 56;
constexpr std::size_t names_bytes = 256 * 1024;

std::string read_at(ByteStream& stream, std::uint64_t position, std::size_t bytes) {
    std::string text(bytes, '\0');
    std::size_t size = 0;
    if (!stream.seek(position)) return {};
    while (size < bytes) {
        const std::size_t got = stream.read(std::span(text).subspan(size));
        if (got == 0) break;
        size += got;
    }
    text.resize(size);
    return text;
}

/// A little-endian number.
std::uint64_t number_at(std::string_view text, std::size_t at, std::size_t bytes) {
    std::uint64_t number = 0;
    for (std::size_t i = bytes; i-- > 0;) {
        const std::uint8_t byte = at + i < text.size() ? static_cast<std::uint8_t>(text[at + i]) : std::uint8_t{0};
        number = number << 8 | byte;
    }
    return number;
}

/// The begin of the directory by the records for files of 4 GiB and more.
std::uint64_t large_begin(ByteStream& stream, std::uint64_t end_record) {
    if (end_record < locator_bytes) return 0;
    const std::string locator = read_at(stream, end_record - locator_bytes, locator_bytes);
    if (!locator.starts_with("PK\x06\x07")) return 0;
    const std::string record = read_at(stream, number_at(locator, 8, 8), large_end_record_bytes);
    return record.starts_with("PK\x06\x06") ? number_at(record, 48, 8) : 0;
}

}  // namespace

std::optional<ZipDirectory> find_zip_directory(ByteStream& stream) {
    const auto size = stream.size_bytes();
    if (!size || *size < end_record_bytes || !stream.seek(0)) return {};
    const std::uint64_t tail_begin = *size - std::min(*size, end_record_bytes + comment_bytes_max);
    const std::string tail = read_at(stream, tail_begin, static_cast<std::size_t>(*size - tail_begin));
    const std::size_t at = tail.rfind("PK\x05\x06");
    std::optional<ZipDirectory> directory;
    if (at != std::string::npos) {
        const std::uint64_t end_record = tail_begin + at;
        std::uint64_t begin = number_at(tail, at + 16, 4);
        if (begin == UINT32_MAX) begin = large_begin(stream, end_record);
        begin = std::min(begin, end_record);
        directory.emplace();
        directory->bytes = end_record - begin;
        const std::string names =
            read_at(stream, begin, static_cast<std::size_t>(std::min<std::uint64_t>(directory->bytes, names_bytes)));
        directory->web_archive =
            names.find("datapackage.json") != std::string::npos && names.find("archive/") != std::string::npos;
    }
    stream.seek(0);
    return directory;
}

}  // namespace broadsheet
