// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/match/segment_arrays.h"

#include <algorithm>
#include <atomic>
#include <limits>

namespace broadsheet::match {

namespace {

constexpr std::uint32_t span_documents = 1024;

std::uint64_t next_serial() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

std::vector<std::uint16_t> single_values_of(const Columns::FieldColumn& column, std::uint32_t documents) {
    if (column.dictionary.size() > std::numeric_limits<std::uint16_t>::max()) return {};
    std::vector<std::uint16_t> values(documents, static_cast<std::uint16_t>(column.dictionary.size()));
    for (std::uint32_t document = 0; document < documents; ++document) {
        const auto own = column.of(document);
        if (own.size() > 1) return {};
        if (!own.empty()) values[document] = static_cast<std::uint16_t>(own[0]);
    }
    return values;
}

}  // namespace

SegmentArrays::SegmentArrays(const Generation::Part& part)
    : lengths(part.segment.files->columns.lengths),
      forms(part.segment.files->tokens.tokens()),
      serial(next_serial()),
      files_(part.segment.files) {
    const Columns& columns = files_->columns;
    days.reserve(documents());
    spans_.resize((documents() + span_documents - 1) / span_documents);
    for (std::uint32_t document = 0; document < documents(); ++document) {
        const std::int64_t published_s = columns.published_s[document];
        days.push_back(published_s == no_date ? no_day : day_of(published_s));
        if (published_s == no_date) continue;
        Span& span = spans_[document / span_documents];
        span.first = span.dated ? std::min(span.first, published_s) : published_s;
        span.last = span.dated ? std::max(span.last, published_s) : published_s;
        span.dated = true;
    }
    ids_ascend = std::ranges::is_sorted(columns.ids);
    for (std::size_t field = 0; field < facet_fields.size(); ++field)
        single_values[field] = single_values_of(columns.fields[field], documents());
}

SegmentArrays::DocumentRange SegmentArrays::documents_within(const DateRange& dates) const {
    if (dates.unbounded()) return {0, documents()};
    const auto meets = [&](const Span& span) {
        return span.dated && (!dates.from_s || span.last >= *dates.from_s) &&
               (!dates.before_s || span.first < *dates.before_s);
    };
    const auto first = std::ranges::find_if(spans_, meets);
    if (first == spans_.end()) return {0, 0};
    const auto last = std::find_if(spans_.rbegin(), spans_.rend(), meets);
    const auto begin = static_cast<std::uint32_t>(first - spans_.begin()) * span_documents;
    const auto end = static_cast<std::uint32_t>(spans_.rend() - last) * span_documents;
    return {begin, std::min(end, documents())};
}

}  // namespace broadsheet::match
