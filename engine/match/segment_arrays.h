// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a match looks up by document, as arrays: made once for each segment, shared by all generations that hold it.

#include "engine/article/date.h"
#include "engine/index/generation.h"
#include "engine/match/stem_forms.h"

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace broadsheet::match {

class SegmentArrays {
public:
    explicit SegmentArrays(const Generation::Part& part);

    std::uint32_t documents() const { return static_cast<std::uint32_t>(lengths.size()); }

    /// Stands in `days` for an article without a date.
    static constexpr DayNumber no_day = std::numeric_limits<DayNumber>::min();

    const std::span<const std::uint32_t> lengths;  ///< in words that weigh
    std::vector<DayNumber> days;
    /// The one value of each document, as its ordinal in the segment; of those without, the number of ordinals. Empty
    /// if a document may have several, or there are too many values.
    std::array<std::vector<std::uint16_t>, facet_fields.size()> single_values;
    bool ids_ascend = true;  ///< with the documents
    const StemForms forms;

    struct DocumentRange {
        std::uint32_t begin = 0, end = 0;
    };
    /// A range outside which no document lies within the dates.
    DocumentRange documents_within(const DateRange& dates) const;

    const std::uint64_t serial;  ///< tells segments apart within this process

private:
    struct Span {
        std::int64_t first = 0, last = 0;
        bool dated = false;
    };
    const std::shared_ptr<const SegmentFiles> files_;  ///< hold the columns
    std::vector<Span> spans_;                          ///< of each span_documents in a row
};

/// True for a document of that date; one without a date is in no range but the unbounded one.
inline bool contains(const DateRange& range, std::int64_t published_s) {
    if (range.unbounded()) return true;
    if (published_s == no_date) return false;
    return (!range.from_s || published_s >= *range.from_s) && (!range.before_s || published_s < *range.before_s);
}

}  // namespace broadsheet::match
