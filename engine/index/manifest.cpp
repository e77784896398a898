// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/manifest.h"

#include "engine/error.h"
#include "engine/fault_point.h"
#include "engine/index/durable_file.h"

#include <xxhash.h>

#include <cstdio>
#include <numeric>
#include <sstream>

namespace broadsheet {

namespace fs = std::filesystem;

namespace {

constexpr int format_version = 1;

fs::path numbered(const fs::path& index, std::uint32_t segment, const std::string& suffix) {
    char name[16];
    std::snprintf(name, sizeof name, "%06u", segment);
    return index / (name + suffix);
}

std::string hash_line(std::string_view text) {
    std::ostringstream line;
    line << "hash " << std::hex << XXH3_64bits(text.data(), text.size()) << '\n';
    return line.str();
}

[[noreturn]] void fail_corrupt(const fs::path& file) {
    throw Error(ErrorKind::corrupt, "index: " + file.string() + " is damaged (run `broadsheet rebuild`)");
}

}  // namespace

std::uint32_t Manifest::live_articles() const {
    return std::accumulate(segments.begin(), segments.end(), std::uint32_t{0},
                           [](std::uint32_t sum, const SegmentEntry& segment) { return sum + segment.live(); });
}

fs::path index_folder(const fs::path& archive) {
    return archive / "index";
}
fs::path manifest_file(const fs::path& index) {
    return index / "manifest";
}
fs::path database_file(const fs::path& index, std::uint32_t segment) {
    return numbered(index, segment, ".xapian");
}
fs::path columns_file(const fs::path& index, std::uint32_t segment) {
    return numbered(index, segment, ".columns");
}
fs::path tokens_file(const fs::path& index, std::uint32_t segment) {
    return numbered(index, segment, ".tokens");
}
fs::path dead_file(const fs::path& index, std::uint32_t segment, std::uint64_t generation) {
    return numbered(index, segment, ".dead-" + std::to_string(generation));
}

std::optional<Manifest> read_manifest(const fs::path& index) {
    const fs::path file = manifest_file(index);
    if (!fs::exists(file)) return std::nullopt;
    const MappedFile mapped(file);
    const std::string_view text = mapped.bytes();
    const std::size_t hash_at = text.rfind("hash ");
    if (hash_at == std::string_view::npos || text.substr(hash_at) != hash_line(text.substr(0, hash_at)))
        fail_corrupt(file);

    Manifest manifest;
    std::istringstream in{std::string(text.substr(0, hash_at))};
    std::string word;
    int version = 0;
    in >> word >> version;
    if (word != "broadsheet-index" || version != format_version)
        throw Error(ErrorKind::corrupt, "index: made by another version of the program (run `broadsheet rebuild`)");
    in >> word >> manifest.archive_id >> word >> manifest.analysis >> word >> manifest.generation >> word >>
        manifest.sequence >> word >> manifest.updated_s >> word >> manifest.next_segment;
    if (!in) fail_corrupt(file);
    for (SegmentEntry entry; in >> word >> entry.number >> entry.documents >> entry.dead >> entry.dead_generation;)
        manifest.segments.push_back(entry);
    return manifest;
}

void write_manifest(const fs::path& index, const Manifest& manifest) {
    std::ostringstream out;
    out << "broadsheet-index " << format_version << "\narchive " << manifest.archive_id << "\nanalysis "
        << manifest.analysis << "\ngeneration " << manifest.generation << "\nsequence " << manifest.sequence
        << "\nupdated " << manifest.updated_s << "\nnext-segment " << manifest.next_segment << '\n';
    for (const SegmentEntry& entry : manifest.segments)
        out << "segment " << entry.number << ' ' << entry.documents << ' ' << entry.dead << ' ' << entry.dead_generation
            << '\n';
    const std::string text = out.str();
    passed(FaultPoint::manifest_before_rename);
    write_durably(manifest_file(index), text + hash_line(text));
    passed(FaultPoint::manifest_renamed);
}

}  // namespace broadsheet
