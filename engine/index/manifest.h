// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The manifest: which segments make up the index. Replacing this one small file makes a new generation visible.
//
// It is text, a fact a line: the format's version, the archive's id, the analysis version, generation, covered
// sequence, time, next free segment number, then a line a segment (number, documents, dead documents, generation of its
// dead-set file or 0), and last the XXH3 hash of all before it.

#include "engine/article/article.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace broadsheet {

struct SegmentEntry {
    std::uint32_t number = 0;
    std::uint32_t documents = 0;
    std::uint32_t dead = 0;
    std::uint64_t dead_generation = 0;  ///< names its dead-set file; 0: nothing in it is dead

    std::uint32_t live() const { return documents - dead; }
    friend bool operator==(const SegmentEntry&, const SegmentEntry&) = default;
};

struct Manifest {
    std::string archive_id;
    int analysis = 0;
    std::uint64_t generation = 0;
    Sequence sequence = 0;  ///< changes of the record up to this one are in the segments
    std::int64_t updated_s = 0;
    std::uint32_t next_segment = 1;  ///< numbers are never used twice
    std::vector<SegmentEntry> segments;

    std::uint32_t live_articles() const;
};

std::filesystem::path index_folder(const std::filesystem::path& archive);
std::filesystem::path manifest_file(const std::filesystem::path& index);
std::filesystem::path database_file(const std::filesystem::path& index, std::uint32_t segment);
std::filesystem::path tokens_file(const std::filesystem::path& index, std::uint32_t segment);
std::filesystem::path columns_file(const std::filesystem::path& index, std::uint32_t segment);
std::filesystem::path dead_file(const std::filesystem::path& index, std::uint32_t segment, std::uint64_t generation);

/// No value if there is no manifest. Throws Error{corrupt} if there is one that can't be trusted.
std::optional<Manifest> read_manifest(const std::filesystem::path& index);
/// Durable and visible when it returns.
void write_manifest(const std::filesystem::path& index, const Manifest& manifest);

}  // namespace broadsheet
