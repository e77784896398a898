// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/packing.h"

#include "indexer/input/clean_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace broadsheet {
namespace {

constexpr std::size_t tar_block_bytes = 512;

std::uint8_t byte_at(std::string_view text, std::size_t at) {
    return at < text.size() ? static_cast<std::uint8_t>(text[at]) : std::uint8_t{0};
}

/// A tar's first block names a file and carries the sum of its own bytes, as octal digits in place of themselves.
bool is_tar(std::string_view head) {
    if (head.size() < tar_block_bytes || head.front() == '\0') return false;
    constexpr std::size_t sum_begin = 148;
    constexpr std::size_t sum_end = 156;
    std::uint64_t stated = 0;
    bool digits = false;
    for (std::size_t i = sum_begin; i < sum_end; ++i) {
        const char c = head[i];
        if (c >= '0' && c <= '7') {
            stated = stated * 8 + static_cast<std::uint64_t>(c - '0');
            digits = true;
        } else if (digits || (c != ' ' && c != '\0')) {
            break;
        }
    }
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < tar_block_bytes; ++i) sum += i >= sum_begin && i < sum_end ? ' ' : byte_at(head, i);
    return digits && sum == stated;
}

/// "BZh", the block size, then the number that a block or the end begins with.
bool is_bzip2(std::string_view head) {
    if (!head.starts_with("BZh") || head.size() < 10 || head[3] < '1' || head[3] > '9') return false;
    return head.substr(4, 6) == "1AY&SY" || head.substr(4, 6) == "\x17rE8P\x90";
}

}  // namespace

Packing packing_of(std::string_view head) {
    if (head.starts_with("\x1F\x8B\x08")) return Packing::gzip;
    if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) return Packing::zip;
    if (head.starts_with("\x28\xB5\x2F\xFD")) return Packing::zstd;
    if (head.starts_with(std::string_view("\xFD\x37zXZ\0", 6))) return Packing::xz;
    if (head.starts_with("\x04\x22\x4D\x18")) return Packing::lz4;
    if (is_bzip2(head)) return Packing::bzip2;
    return is_tar(head) ? Packing::tar : Packing::none;
}

std::string_view name_of(Packing packing) {
    static constexpr std::array<std::string_view, 8> names{"", "gzip", "zstd", "bzip2", "xz", "lz4", "zip", "tar"};
    return names[static_cast<std::size_t>(packing)];
}

std::string without_packing_extension(std::string_view file_name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> extensions{{{".gz", ""},
                                                                                              {".zst", ""},
                                                                                              {".bz2", ""},
                                                                                              {".xz", ""},
                                                                                              {".lz4", ""},
                                                                                              {".tgz", ".tar"},
                                                                                              {".tbz2", ".tar"},
                                                                                              {".txz", ".tar"},
                                                                                              {".tzst", ".tar"}}};
    const std::string lower = ascii_lower(file_name);
    for (const auto& [packed, unpacked] : extensions) {
        if (lower.size() <= packed.size() || !lower.ends_with(packed)) continue;
        return std::string(file_name.substr(0, file_name.size() - packed.size())) + std::string(unpacked);
    }
    return std::string(file_name);
}

std::string_view document_in_zip(std::string_view head) {
    constexpr std::size_t name_begin = 30;
    if (head.size() < name_begin || !head.starts_with("PK\x03\x04")) return {};
    const std::size_t name_bytes = byte_at(head, 26) + std::size_t{256} * byte_at(head, 27);
    const std::string_view name = head.substr(name_begin, name_bytes);
    const std::size_t extra_bytes = byte_at(head, 28) + std::size_t{256} * byte_at(head, 29);
    if (name == "mimetype") {
        const std::string_view type =
            head.substr(std::min(head.size(), name_begin + name_bytes + extra_bytes)).substr(0, 64);
        if (type.starts_with("application/epub+zip")) return "an EPUB book";
        if (type.starts_with("application/vnd.")) return "an Office document";
    }
    for (const std::string_view first : {"[Content_Types].xml", "_rels/", "docProps/", "word/", "xl/", "ppt/"})
        if (name.starts_with(first)) return "an Office document";
    for (const std::string_view first : {"META-INF/", "AndroidManifest.xml", "classes.dex"})
        if (name.starts_with(first)) return "a program";
    return {};
}

std::uint64_t xz_window_bytes(std::string_view head) {
    constexpr std::size_t block = 12;  // after the header of the stream
    std::size_t at = block + 2;
    const std::uint8_t flags = byte_at(head, block + 1);
    for (const unsigned has_size : {0x40U, 0x80U}) {  // of the block, packed and unpacked: numbers of 7 bits a byte
        if ((flags & has_size) == 0) continue;
        while (byte_at(head, at) >= 0x80) ++at;
        ++at;
    }
    constexpr std::uint8_t lzma2 = 0x21;
    for (int filter = 0; filter <= (flags & 3); ++filter) {
        const std::uint8_t id = byte_at(head, at);
        const std::uint8_t property_bytes = byte_at(head, at + 1);
        if (id != lzma2) {
            at += 2 + std::size_t{property_bytes};
            continue;
        }
        const unsigned bits = byte_at(head, at + 2) & 0x3FU;  // 2 or 3, shifted
        return bits >= 40 ? UINT32_MAX : std::uint64_t{2U | (bits & 1U)} << (bits / 2 + 11);
    }
    return 0;
}

}  // namespace broadsheet
