// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/collector.h"

#include <algorithm>
#include <map>

namespace broadsheet {

namespace {

/// Values listed for a facet; the rest is reachable by filtering further.
constexpr std::size_t facet_values_max = 50;
/// Spans of matches up to which a timeline has days or months.
constexpr DayNumber days_span_max = 92;
constexpr DayNumber months_span_max = 20 * 366;

/// True if `a` comes before `b`; articles without a date come last either way.
bool comes_before(SortOrder order, const DatedMatch& a, const DatedMatch& b) {
    if ((a.published_s == no_date) != (b.published_s == no_date)) return b.published_s == no_date;
    if (a.published_s != b.published_s)
        return order == SortOrder::newest ? a.published_s > b.published_s : a.published_s < b.published_s;
    return order == SortOrder::newest ? a.article > b.article : a.article < b.article;
}

DayNumber start_of(Interval interval, DayNumber day) {
    if (interval == Interval::day) return day;
    CivilDay civil = civil_day(day);
    civil.day = 1;
    if (interval == Interval::year) civil.month = 1;
    return day_number(civil);
}

}  // namespace

Collector::Collector(const Generation& generation, const FacetDictionary& dictionary, const SearchRequest& request,
                     std::size_t kept_max, const std::size_t& part, const Groups* groups)
    : generation_(generation),
      dictionary_(dictionary),
      request_(request),
      kept_max_(request.sort == SortOrder::relevance ? 0 : kept_max),
      part_(part),
      groups_(groups) {
    for (const FieldId field : request.facets) {
        const std::size_t index = facet_index(field);
        if (index == facet_fields.size() || !counts_[index].empty()) continue;
        counted_.push_back(index);
        counts_[index].resize(dictionary.size(index) + 1);
    }
    if ((request.timeline || request.year_facet) && generation.days()) {
        first_day_ = generation.days()->first;
        days_.resize(static_cast<std::size_t>(generation.days()->last - first_day_) + 1);
    }
}

void Collector::operator()(const Xapian::Document& document, double weight) {
    ++articles_;
    const Generation::Part& part = generation_.parts()[part_];
    const Columns& columns = part.segment.files->columns;
    const std::uint32_t row = document.get_docid() - 1;  // numbered within its segment
    for (const std::size_t index : counted_) {
        const auto& translated = (*part.translation)[index];
        for (const std::uint32_t ordinal : columns.fields[index].of(row)) ++counts_[index][translated[ordinal]];
    }
    const std::int64_t published_s = columns.published_s[row];
    if (!days_.empty() && published_s != no_date) ++days_[static_cast<std::size_t>(day_of(published_s) - first_day_)];

    const DatedMatch match{published_s, columns.ids[row], generation_.document_id_of(part_, row), weight};
    const std::uint32_t group = groups_ ? groups_->of(match.article) : 0;
    if (group == 0) {
        ++total_;
        keep(match);
        return;
    }
    GroupMatches& matches = group_matches_[group];
    if (++matches.count == 1) ++total_;
    if (matches.count == 1 || comes_before(request_.sort, match, matches.first)) matches.first = match;
}

void Collector::keep(const DatedMatch& match) {
    if (kept_max_ == 0) return;
    const auto order = [this](const DatedMatch& a, const DatedMatch& b) { return comes_before(request_.sort, a, b); };
    if (kept_.size() < kept_max_) {
        kept_.push_back(match);
        std::ranges::push_heap(kept_, order);
    } else if (order(match, kept_.front())) {
        std::ranges::pop_heap(kept_, order);
        kept_.back() = match;
        std::ranges::push_heap(kept_, order);
    }
}

std::uint32_t Collector::group_size(std::uint32_t group) const {
    const auto matches = group_matches_.find(group);
    return matches == group_matches_.end() ? 0 : matches->second.count;
}

std::vector<DatedMatch> Collector::by_date() {
    for (const auto& [group, matches] : group_matches_) keep(matches.first);
    std::ranges::sort(kept_,
                      [this](const DatedMatch& a, const DatedMatch& b) { return comes_before(request_.sort, a, b); });
    return kept_;
}

Facet Collector::facet(std::size_t index) const {
    Facet facet;
    facet.name = field(facet_fields[index]).name;
    for (std::size_t ordinal = 0; ordinal + 1 < counts_[index].size(); ++ordinal) {
        if (counts_[index][ordinal] == 0) continue;
        const auto& entry = dictionary_.entry(index, static_cast<std::uint32_t>(ordinal));
        facet.values.push_back({entry.slug, entry.label, counts_[index][ordinal]});
    }
    std::ranges::sort(facet.values, [](const FacetValue& a, const FacetValue& b) {
        return a.count != b.count ? a.count > b.count : a.label < b.label;
    });
    if (facet.values.size() > facet_values_max) facet.values.resize(facet_values_max);
    return facet;
}

Facet Collector::years() const {
    std::map<int, std::uint32_t, std::greater<>> years;
    for (std::size_t i = 0; i < days_.size(); ++i)
        if (days_[i] != 0) years[civil_day(first_day_ + static_cast<DayNumber>(i)).year] += days_[i];
    Facet facet;
    facet.name = "year";
    for (const auto& [year, count] : years) facet.values.push_back({std::to_string(year), std::to_string(year), count});
    return facet;
}

std::vector<Facet> Collector::facets() const {
    std::vector<Facet> facets;
    for (const std::size_t index : counted_) facets.push_back(facet(index));
    if (request_.year_facet) facets.push_back(years());
    return facets;
}

std::optional<Timeline> Collector::timeline() const {
    if (!request_.timeline) return std::nullopt;
    Timeline timeline;
    const auto is_filled = [](std::uint32_t count) { return count != 0; };
    const auto first = std::ranges::find_if(days_, is_filled);
    if (first == days_.end()) return timeline;
    const auto last = std::find_if(days_.rbegin(), days_.rend(), is_filled);
    const auto begin = first - days_.begin();
    const auto end = days_.rend() - last;  // one past the last filled day
    const auto span = static_cast<DayNumber>(end - begin);
    timeline.interval = span <= days_span_max     ? Interval::day
                        : span <= months_span_max ? Interval::month
                                                  : Interval::year;
    for (auto i = begin; i < end; ++i) {
        const std::uint32_t count = days_[static_cast<std::size_t>(i)];
        if (count == 0) continue;
        const DayNumber from = start_of(timeline.interval, first_day_ + static_cast<DayNumber>(i));
        if (timeline.buckets.empty() || timeline.buckets.back().from != from) timeline.buckets.push_back({from, 0});
        timeline.buckets.back().count += count;
    }
    return timeline;
}

}  // namespace broadsheet
