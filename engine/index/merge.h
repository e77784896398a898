// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Several segments into one, and what is dead in the result.

#include "engine/index/segment.h"
#include "engine/record/record_reader.h"

#include <vector>

namespace broadsheet {

/// Copies the postings of all sources, dead documents too, in their order. Returns the number of documents.
std::uint32_t merge_segments(const std::filesystem::path& index, const std::vector<Segment>& sources,
                             std::uint32_t number);

/// Reads the living articles of all sources from the record and indexes them again. Returns the number of documents.
std::uint32_t rewrite_segments(const std::filesystem::path& index, const std::vector<Segment>& sources,
                               RecordReader& record, std::uint32_t number, unsigned jobs);

/// After merge_segments: the dead documents of the sources at their places in the merged segment.
DeadSet joined_dead(const std::vector<Segment>& sources, std::uint32_t documents);

/// After rewrite_segments: documents whose article died in the sources between `before` and `now`.
DeadSet died_meanwhile(const Segment& rewritten, const std::vector<Segment>& before, const std::vector<Segment>& now);

}  // namespace broadsheet
