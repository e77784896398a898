// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a file is packed with, told by its first bytes.

#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet {

enum class Packing : std::uint8_t { none, gzip, zstd, bzip2, xz, lz4, zip, tar };

Packing packing_of(std::string_view head);
inline bool is_archive(Packing packing) {
    return packing == Packing::zip || packing == Packing::tar;
}
/// "gzip", "zip"
std::string_view name_of(Packing packing);

/// "2025.jsonl.gz" is "2025.jsonl", "feeds.tgz" is "feeds.tar"; other names stay.
std::string without_packing_extension(std::string_view file_name);

/// What a ZIP file is if it is a document or a program rather than an archive: "an Office document"; empty for an
/// archive.
std::string_view document_in_zip(std::string_view head);

/// What unpacking an xz file needs at least, for its window; 0 if its head doesn't tell.
std::uint64_t xz_window_bytes(std::string_view head);

}  // namespace broadsheet
