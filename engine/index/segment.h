// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One segment, opened: its columns and tokens mapped, its database held open by descriptor so that deleting it harms no
// reader.

#include "engine/index/columns.h"
#include "engine/index/dead_set.h"
#include "engine/index/manifest.h"
#include "engine/index/tokens.h"

#include <memory>

namespace broadsheet {

/// The immutable part. Shared by all generations that hold the segment.
struct SegmentFiles {
    SegmentFiles(const std::filesystem::path& index, const SegmentEntry& entry);

    std::uint32_t number;
    Columns columns;
    TokensFile tokens;
    Descriptor database;
};

struct Segment {
    std::shared_ptr<const SegmentFiles> files;
    std::shared_ptr<const DeadSet> dead;
    SegmentEntry entry;

    bool is_dead(std::uint32_t document) const { return entry.dead != 0 && dead->contains(document); }
};

/// Opens a segment, taking over what `known` (the same segment in an older state, or null) has open already.
/// Throws Error{not_found} if a newer manifest has replaced it, Error{corrupt}.
Segment open_segment(const std::filesystem::path& index, const SegmentEntry& entry, const Segment* known);

/// Looks whether the segment's Xapian database has as many documents as its columns.
/// Throws Error{corrupt} if the database can't be opened or doesn't go with the columns.
void require_whole_database(const std::filesystem::path& index, const Segment& segment);

/// The segment numbered `number` among `segments`, or null.
const Segment* find_segment(const std::vector<Segment>& segments, std::uint32_t number);

}  // namespace broadsheet
