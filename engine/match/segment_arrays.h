// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a match looks up by document, as arrays: made once for each segment, shared by all generations that hold it.

#include "engine/article/date.h"
#include "engine/index/generation.h"
#include "engine/match/postings.h"
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

    const std::span<const std::uint32_t> lengths;  ///< in words that weigh

    /// What is counted of a document: the place of its row of values in `combinations`, and its day.
    struct Row {
        std::uint16_t combination = 0;
        std::uint16_t day = 0;  ///< after first_day; or no_day, or wide_day
    };
    static constexpr std::uint16_t no_day = 0xFFFF;    ///< without a date
    static constexpr std::uint16_t wide_day = 0xFFFE;  ///< too long after first_day
    std::vector<Row> rows;
    DayNumber first_day = 0;
    std::uint16_t days = 0;  ///< those of rows are below this, or no_day, or wide_day
    bool has_wide_days = false;

    /// The facets of which each document has one value at most and that have few values: the different rows of
    /// ordinals that documents have; the number of a field's ordinals stands for no value, and for fields left out.
    using Combination = std::array<std::uint32_t, facet_fields.size()>;
    std::vector<Combination> combinations;
    std::array<bool, facet_fields.size()> combined{};  ///< the fields that are in them
    /// Of others: the one value of each document, as its ordinal. Empty if a document may have several, or there are
    /// too many values.
    std::array<std::vector<std::uint16_t>, facet_fields.size()> single_values;
    bool ids_ascend = true;  ///< with the documents
    const StemForms forms;

    struct DocumentRange {
        std::uint32_t begin = 0, end = 0;
    };
    /// A range outside which no document lies within the dates.
    DocumentRange documents_within(const DateRange& dates) const;

    /// Dates between which those of a stretch of documents lie.
    struct Dates {
        std::int64_t first_s = 0, last_s = 0;
        bool any = false;  ///< has a date
    };
    /// `document` is any of the stretch, which lies within one of span_documents in a row.
    const Dates& dates_near(std::uint32_t document) const { return dates_[document / span_documents]; }

    static constexpr std::uint32_t span_documents = block_documents;

    const std::uint64_t serial;  ///< tells segments apart within this process

private:
    void combine_values();
    bool combine(std::size_t field, const std::vector<std::uint16_t>& values);
    void add_days();

    const std::shared_ptr<const SegmentFiles> files_;  ///< hold the columns
    std::vector<Dates> dates_;                         ///< of each span_documents in a row
};

/// True for a document of that date; one without a date is in no range but the unbounded one.
inline bool contains(const DateRange& range, std::int64_t published_s) {
    if (range.unbounded()) return true;
    if (published_s == no_date) return false;
    return (!range.from_s || published_s >= *range.from_s) && (!range.before_s || published_s < *range.before_s);
}

}  // namespace broadsheet::match
