// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/match/segment_arrays.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <unordered_map>

namespace broadsheet::match {

namespace {

/// More different rows of values than this would cost more to add up than they save.
constexpr std::size_t combinations_max = 4096;

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
      rows(lengths.size()),
      forms(part.segment.files->tokens.tokens()),
      serial(next_serial()),
      files_(part.segment.files) {
    ids_ascend = std::ranges::is_sorted(files_->columns.ids);
    add_days();
    combine_values();
}

void SegmentArrays::add_days() {
    const std::span<const std::int64_t> published_s = files_->columns.published_s;
    dates_.resize((documents() + span_documents - 1) / span_documents);
    std::int64_t first_s = std::numeric_limits<std::int64_t>::max();
    for (std::uint32_t document = 0; document < documents(); ++document) {
        Dates& dates = dates_[document / span_documents];
        const std::int64_t own_s = published_s[document];
        if (own_s == no_date) continue;
        dates.first_s = dates.any ? std::min(dates.first_s, own_s) : own_s;
        dates.last_s = dates.any ? std::max(dates.last_s, own_s) : own_s;
        dates.any = true;
        first_s = std::min(first_s, own_s);
    }
    first_day = first_s == std::numeric_limits<std::int64_t>::max() ? 0 : day_of(first_s);
    for (std::uint32_t document = 0; document < documents(); ++document) {
        if (published_s[document] == no_date) {
            rows[document].day = no_day;
            continue;
        }
        const auto day = static_cast<std::uint32_t>(day_of(published_s[document]) - first_day);
        rows[document].day = static_cast<std::uint16_t>(std::min<std::uint32_t>(day, wide_day));
        has_wide_days = has_wide_days || day >= wide_day;
        if (day < wide_day) days = std::max(days, static_cast<std::uint16_t>(day + 1));
    }
}

/// A field after the other joins as long as the rows of values stay few.
void SegmentArrays::combine_values() {
    const auto& fields = files_->columns.fields;
    combinations.resize(1);
    for (std::size_t field = 0; field < fields.size(); ++field)
        combinations[0][field] = static_cast<std::uint32_t>(fields[field].dictionary.size());
    for (std::size_t field = 0; field < fields.size(); ++field) {
        std::vector<std::uint16_t> values = single_values_of(fields[field], documents());
        if (values.empty()) continue;
        combined[field] = combine(field, values);
        if (!combined[field]) single_values[field] = std::move(values);
    }
}

/// False if there would be too many rows.
bool SegmentArrays::combine(std::size_t field, const std::vector<std::uint16_t>& values) {
    std::unordered_map<std::uint32_t, std::uint16_t> places;
    std::vector<Combination> joined;
    std::vector<std::uint16_t> own(documents());
    for (std::uint32_t document = 0; document < documents(); ++document) {
        const std::uint32_t key = std::uint32_t{rows[document].combination} << 16 | values[document];
        const auto [place, added] = places.try_emplace(key, static_cast<std::uint16_t>(joined.size()));
        if (added) {
            if (joined.size() == combinations_max) return false;
            joined.push_back(combinations[rows[document].combination]);
            joined.back()[field] = values[document];
        }
        own[document] = place->second;
    }
    for (std::uint32_t document = 0; document < documents(); ++document) rows[document].combination = own[document];
    combinations = std::move(joined);
    return true;
}

SegmentArrays::DocumentRange SegmentArrays::documents_within(const DateRange& dates) const {
    if (dates.unbounded()) return {0, documents()};
    const auto meets = [&](const Dates& span) {
        return span.any && (!dates.from_s || span.last_s >= *dates.from_s) &&
               (!dates.before_s || span.first_s < *dates.before_s);
    };
    const auto first = std::ranges::find_if(dates_, meets);
    if (first == dates_.end()) return {0, 0};
    const auto last = std::find_if(dates_.rbegin(), dates_.rend(), meets);
    const auto begin = static_cast<std::uint32_t>(first - dates_.begin()) * span_documents;
    const auto end = static_cast<std::uint32_t>(dates_.rend() - last) * span_documents;
    return {begin, std::min(end, documents())};
}

}  // namespace broadsheet::match
