// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The columns of a segment: for each document, in order, its article id, date and the values that are counted as
// facets. Written once beside the segment's postings, mapped into memory, never changed.
//
// File: "BSHCOL03", u64 XXH3 hash of the segment's postings, u32 documents, u32 fields; article ids u32[documents];
// dates i64[documents]; lengths u32[documents]; for each field u32 values, u32 dictionary entries, u32
// offsets[documents + 1] into u32 ordinals[values], u32 ends[2 × entries] of the strings (slug, label, slug, …), the
// strings. Each array begins on a multiple of 8 bytes. Last the XXH3 hash of all before it. Native byte order: the
// index belongs to the machine that made it, the record doesn't.

#include "engine/article/article.h"
#include "engine/article/field.h"
#include "engine/index/durable_file.h"

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace broadsheet {

inline constexpr std::array facet_fields = {FieldId::source, FieldId::section, FieldId::language, FieldId::author,
                                            FieldId::tag,    FieldId::place,   FieldId::agency};
/// Place of a field in facet_fields; facet_fields.size() if it isn't there.
std::size_t facet_index(FieldId field);

/// Stands in the date column for an article without a date.
inline constexpr std::int64_t no_date = std::numeric_limits<std::int64_t>::min();

/// Columns of one opened segment. Views into the mapped file.
class Columns {
public:
    /// Throws Error{corrupt} if the file isn't whole.
    explicit Columns(const std::filesystem::path& file);

    struct FieldColumn {
        std::span<const std::uint32_t> offsets;
        std::span<const std::uint32_t> ordinals;
        std::vector<std::pair<std::string_view, std::string_view>> dictionary;  ///< slug and label of each ordinal

        std::span<const std::uint32_t> of(std::uint32_t document) const {
            return ordinals.subspan(offsets[document], offsets[document + 1] - offsets[document]);
        }
    };

    std::uint32_t documents() const { return static_cast<std::uint32_t>(ids.size()); }
    /// Of the file with the postings, which has no checksum of its own.
    std::uint64_t postings_hash() const { return postings_hash_; }

    std::span<const std::uint32_t> ids;
    std::span<const std::int64_t> published_s;
    std::span<const std::uint32_t> lengths;  ///< in words, as ranking counts them (see match/ranking.h)
    std::array<FieldColumn, facet_fields.size()> fields;

private:
    MappedFile file_;
    std::uint64_t postings_hash_ = 0;
};

/// Columns being made, in memory.
class ColumnsBuilder {
public:
    void add(const StoredArticle& article, std::uint32_t length);
    /// Appends the rows of another, in their order.
    void append(const ColumnsBuilder& other);
    void append(const Columns& other);

    std::uint32_t documents() const { return static_cast<std::uint32_t>(ids_.size()); }
    void write(const std::filesystem::path& file, std::uint64_t postings_hash) const;

private:
    struct FieldColumn {
        std::vector<std::uint32_t> offsets{0};
        std::vector<std::uint32_t> ordinals;
        std::vector<std::pair<std::string, std::string>> dictionary;
        std::unordered_map<std::string, std::uint32_t> lookup;  ///< slug to ordinal

        std::uint32_t ordinal(std::string slug, std::string label);
    };
    template <typename From>
    static void append_field(FieldColumn& to, const From& from);

    std::vector<std::uint32_t> ids_;
    std::vector<std::int64_t> published_s_;
    std::vector<std::uint32_t> lengths_;
    std::array<FieldColumn, facet_fields.size()> fields_;
};

}  // namespace broadsheet
