// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/tally.h"

#include "engine/match/value_counts.h"

#include <algorithm>
#include <functional>

namespace broadsheet {

namespace {

/// Values listed for a facet; the rest is reachable by filtering further.
constexpr std::size_t facet_values_max = 50;

}  // namespace

Tally::Tally(const match::Snapshot& snapshot, const FacetDictionary& dictionary, const SearchRequest& request)
    : snapshot_(snapshot), dictionary_(dictionary), request_(request) {
    for (const FieldId field : request.facets) {
        const std::size_t index = facet_index(field);
        if (index == facet_fields.size() || !counts_[index].empty()) continue;
        counted_.push_back(index);
        counts_[index].resize(dictionary.size(index) + 1);
    }
    const auto& days = snapshot.generation->days();
    if ((request.timeline || request.year_facet) && days) {
        first_day_ = days->first;
        days_.resize(static_cast<std::size_t>(days->last - first_day_) + 1);
    }
}

void Tally::begin(std::size_t part) {
    part_ = part;
    const match::SegmentArrays& arrays = *snapshot_.parts[part].arrays;
    counts_combinations_ = false;
    for (const std::size_t index : counted_) {
        if (arrays.combined[index]) {
            counts_combinations_ = true;
        } else {
            part_counts_[index].assign(snapshot_.parts[part].columns().fields[index].dictionary.size() + 1, 0);
        }
    }
    if (counts_combinations_) part_combinations_.assign(arrays.combinations.size(), 0);
    if (!days_.empty()) part_days_.assign(arrays.days, 0);
}

void Tally::end() {
    if (counts_combinations_) add_combinations();
    const match::SegmentArrays& arrays = *snapshot_.parts[part_].arrays;
    for (const std::size_t index : counted_) {
        if (arrays.combined[index]) continue;
        const auto none = static_cast<std::uint32_t>(part_counts_[index].size() - 1);
        for (const std::uint32_t ordinal : part_values_[index])
            if (ordinal != none) add_value(index, ordinal, part_counts_[index][ordinal]);
        part_values_[index].clear();
    }
    if (days_.empty()) return;
    for (std::size_t day = 0; day < part_days_.size(); ++day)
        if (part_days_[day] != 0)
            days_[static_cast<std::size_t>(arrays.first_day - first_day_) + day] += part_days_[day];
}

void Tally::add_combinations() {
    const match::Snapshot::Part& part = snapshot_.parts[part_];
    for (std::size_t i = 0; i < part_combinations_.size(); ++i) {
        if (part_combinations_[i] == 0) continue;
        const match::SegmentArrays::Combination& values = part.arrays->combinations[i];
        for (const std::size_t index : counted_) {
            if (!part.arrays->combined[index] || values[index] == part.columns().fields[index].dictionary.size())
                continue;
            add_value(index, values[index], part_combinations_[i]);
        }
    }
}

/// So many more articles of the part have the value.
void Tally::add_value(std::size_t index, std::uint32_t ordinal, std::uint32_t articles) {
    const std::uint32_t value = (*snapshot_.parts[part_].generation_part->translation)[index][ordinal];
    if (counts_[index][value] == 0) values_[index].push_back(value);
    counts_[index][value] += articles;
}

void Tally::add(std::span<const std::uint32_t> documents) {
    const match::SegmentArrays& arrays = *snapshot_.parts[part_].arrays;
    if (counts_combinations_) {
        const match::SegmentArrays::Row* rows = arrays.rows.data();
        for (const std::uint32_t document : documents) ++part_combinations_[rows[document].combination];
    }
    for (const std::size_t index : counted_)
        if (!arrays.combined[index]) count_values(index, documents);
    if (!days_.empty()) count_days(documents);
}

bool Tally::can_subtract() const {
    const match::SegmentArrays& arrays = *snapshot_.parts[part_].arrays;
    return !arrays.has_wide_days &&
           std::ranges::all_of(counted_, [&](std::size_t index) { return arrays.combined[index]; });
}

void Tally::add_all(const match::Postings& documents) {
    match::ValueCounts own;
    const match::ValueCounts& counts = value_counts(documents, *snapshot_.parts[part_].arrays, own);
    if (counts_combinations_)
        std::ranges::transform(part_combinations_, counts.combinations, part_combinations_.begin(), std::plus<>());
    if (!days_.empty()) std::ranges::transform(part_days_, counts.days, part_days_.begin(), std::plus<>());
}

void Tally::subtract(std::span<const std::uint32_t> documents) {
    const match::SegmentArrays::Row* rows = snapshot_.parts[part_].arrays->rows.data();
    for (const std::uint32_t document : documents) {
        if (counts_combinations_) --part_combinations_[rows[document].combination];
        if (!days_.empty() && rows[document].day < part_days_.size()) --part_days_[rows[document].day];
    }
}

void Tally::count_values(std::size_t index, std::span<const std::uint32_t> documents) {
    const match::Snapshot::Part& part = snapshot_.parts[part_];
    std::uint32_t* counts = part_counts_[index].data();
    const auto add = [&](std::uint32_t ordinal) {
        if (counts[ordinal]++ == 0) part_values_[index].push_back(ordinal);
    };
    const std::vector<std::uint16_t>& single = part.arrays->single_values[index];
    if (!single.empty()) {
        for (const std::uint32_t document : documents) add(single[document]);
        return;
    }
    const Columns::FieldColumn& column = part.columns().fields[index];
    for (const std::uint32_t document : documents)
        for (const std::uint32_t ordinal : column.of(document)) add(ordinal);
}

void Tally::count_days(std::span<const std::uint32_t> documents) {
    using Arrays = match::SegmentArrays;
    const match::Snapshot::Part& part = snapshot_.parts[part_];
    const Arrays::Row* rows = part.arrays->rows.data();
    std::uint32_t same = 0;  // most archives grow by the day: neighbours are counted together
    std::uint16_t last = Arrays::no_day;
    const auto add = [&] {
        if (last != Arrays::no_day) part_days_[last] += same;
    };
    for (const std::uint32_t document : documents) {
        const std::uint16_t day = rows[document].day;
        if (day == last) {
            ++same;
        } else if (day == Arrays::wide_day) {
            ++days_[static_cast<std::size_t>(day_of(part.columns().published_s[document]) - first_day_)];
        } else {
            add();
            last = day;
            same = 1;
        }
    }
    add();
}

/// Values that may be among those listed: all that have as many articles as the last of these.
Tally::Counts Tally::listed_values(std::size_t index) const {
    std::vector<std::uint32_t> ordinals = values_[index];
    if (ordinals.size() <= facet_values_max) return ordinals;
    const std::vector<std::uint32_t>& counts = counts_[index];
    const auto last = ordinals.begin() + facet_values_max - 1;
    std::nth_element(ordinals.begin(), last, ordinals.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return counts[a] > counts[b]; });
    const std::uint32_t least = counts[*last];
    std::erase_if(ordinals, [&](std::uint32_t ordinal) { return counts[ordinal] < least; });
    return ordinals;
}

Facet Tally::facet(std::size_t index) const {
    Facet facet;
    facet.name = field(facet_fields[index]).name;
    std::vector<std::pair<std::uint32_t, const FacetDictionary::Entry*>> values;
    for (const std::uint32_t ordinal : listed_values(index))
        values.emplace_back(counts_[index][ordinal], &dictionary_.entry(index, ordinal));
    const std::size_t listed = std::min(values.size(), facet_values_max);
    std::partial_sort(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(listed), values.end(),
                      [](const auto& a, const auto& b) {
                          return a.first != b.first ? a.first > b.first : a.second->label < b.second->label;
                      });
    values.resize(listed);
    for (const auto& [count, entry] : values) facet.values.push_back({entry->slug, entry->label, count});
    return facet;
}

Facet Tally::years() const {
    Facet facet;
    facet.name = "year";
    const DayCounts matches = days();
    if (const auto span = shown_span(matches, {})) {
        for (const Timeline::Bucket& bucket : timeline_of(matches, *span, Interval::year).buckets) {
            if (bucket.count == 0) continue;
            const std::string year = std::to_string(civil_day(bucket.from).year);
            facet.values.push_back({year, year, bucket.count});
        }
    }
    std::ranges::reverse(facet.values);
    return facet;
}

std::vector<Facet> Tally::facets() const {
    std::vector<Facet> facets;
    for (const std::size_t index : counted_) facets.push_back(facet(index));
    if (request_.year_facet) facets.push_back(years());
    return facets;
}

std::optional<Timeline> Tally::timeline() const {
    if (!request_.timeline) return std::nullopt;
    const DayCounts matches = days();
    const std::optional<DaySpan> span = shown_span(matches, request_.published);
    if (!span) return Timeline{};
    return timeline_of(matches, *span, request_.interval.value_or(fitting_interval(span->days())));
}

}  // namespace broadsheet
