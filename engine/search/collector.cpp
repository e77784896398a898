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

DayNumber start_of(Interval interval, DayNumber day) {
    if (interval == Interval::day) return day;
    CivilDay civil = civil_day(day);
    civil.day = 1;
    if (interval == Interval::year) civil.month = 1;
    return day_number(civil);
}

/// Of the interval behind the one that begins with this day.
DayNumber start_after(Interval interval, DayNumber first) {
    constexpr DayNumber month_days = 31, year_days = 366;
    return start_of(interval, first + (interval == Interval::day     ? 1
                                       : interval == Interval::month ? month_days
                                                                     : year_days));
}

}  // namespace

Collector::Collector(const match::Snapshot& snapshot, const FacetDictionary& dictionary, const SearchRequest& request,
                     std::size_t kept_max, const Groups* groups)
    : snapshot_(snapshot), dictionary_(dictionary), request_(request), kept_max_(kept_max), groups_(groups) {
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
    if (groups_) group_sizes_.resize(groups_->end());
}

void Collector::begin(std::size_t part) {
    part_ = part;
    for (const std::size_t index : counted_)
        part_counts_[index].assign(snapshot_.parts[part].columns().fields[index].dictionary.size() + 1, 0);
}

void Collector::end() {
    const auto& translation = *snapshot_.parts[part_].generation_part->translation;
    for (const std::size_t index : counted_) {
        const auto none = static_cast<std::uint32_t>(part_counts_[index].size() - 1);
        for (const std::uint32_t ordinal : part_values_[index]) {
            if (ordinal == none) continue;
            std::uint32_t& count = counts_[index][translation[index][ordinal]];
            if (count == 0) values_[index].push_back(translation[index][ordinal]);
            count += part_counts_[index][ordinal];
        }
        part_values_[index].clear();
    }
}

void Collector::take(const match::Batch& matches) {
    articles_ += matches.size;
    if (!counted_.empty()) count_facets(matches);
    if (!days_.empty()) count_days(matches);
    if (groups_) {
        count_groups(matches);
    } else {
        total_ += matches.size;
    }
    if (kept_max_ == 0) return;
    if (by_weight()) {
        take_by_weight(matches);
    } else {
        take_by_date(matches);
    }
}

void Collector::count(std::size_t matches) {
    articles_ += matches;
    total_ += matches;
}

/// Only if the matches themselves have nothing to tell.
bool Collector::needs_only_count(float weight, std::uint32_t document) const {
    if (!counted_.empty() || !days_.empty() || groups_ || !by_weight()) return false;
    if (kept_.size() < kept_max_) return kept_max_ == 0;
    const KeptMatch& last = kept_.front();
    if (kept_max_ == 0 || weight < last.weight) return true;
    const match::Snapshot::Part& part = snapshot_.parts[part_];
    return weight == last.weight && part.arrays->ids_ascend && part.columns().ids[document] > last.article;
}

void Collector::count_facets(const match::Batch& matches) {
    const match::Snapshot::Part& part = snapshot_.parts[part_];
    for (const std::size_t index : counted_) {
        std::uint32_t* counts = part_counts_[index].data();
        const auto add = [&](std::uint32_t ordinal) {
            if (counts[ordinal]++ == 0) part_values_[index].push_back(ordinal);
        };
        const std::vector<std::uint16_t>& single = part.arrays->single_values[index];
        if (!single.empty()) {
            for (std::size_t i = 0; i < matches.size; ++i) add(single[matches.documents[i]]);
            continue;
        }
        const Columns::FieldColumn& column = part.columns().fields[index];
        for (std::size_t i = 0; i < matches.size; ++i)
            for (const std::uint32_t ordinal : column.of(matches.documents[i])) add(ordinal);
    }
}

void Collector::count_days(const match::Batch& matches) {
    const DayNumber* days = snapshot_.parts[part_].arrays->days.data();
    for (std::size_t i = 0; i < matches.size; ++i) {
        const DayNumber day = days[matches.documents[i]];
        if (day != match::SegmentArrays::no_day) ++days_[static_cast<std::size_t>(day - first_day_)];
    }
}

void Collector::count_groups(const match::Batch& matches) {
    const auto ids = snapshot_.parts[part_].columns().ids;
    for (std::size_t i = 0; i < matches.size; ++i) {
        const std::uint32_t group = groups_->of(ids[matches.documents[i]]);
        if (group == 0 || ++group_sizes_[group] == 1) ++total_;
    }
}

KeptMatch Collector::match_of(std::uint32_t document, double weight) const {
    const Columns& columns = snapshot_.parts[part_].columns();
    return {weight, columns.published_s[document], columns.ids[document],
            snapshot_.generation->document_id_of(part_, document)};
}

void Collector::take_by_weight(const match::Batch& matches) {
    const std::uint32_t* ids = snapshot_.parts[part_].columns().ids.data();
    bool full = kept_.size() == kept_max_;
    double last_weight = full ? kept_.front().weight : 0;
    std::uint32_t last_article = full ? kept_.front().article : 0;
    for (std::size_t i = 0; i < matches.size; ++i) {
        const double weight = matches.weights[i];
        if (full && (weight < last_weight || (weight == last_weight && ids[matches.documents[i]] > last_article)))
            continue;
        const KeptMatch match = match_of(matches.documents[i], weight);
        if (!is_wanted(match)) continue;
        keep(match);
        full = kept_.size() == kept_max_;
        last_weight = kept_.front().weight;
        last_article = kept_.front().article;
    }
}

void Collector::take_by_date(const match::Batch& matches) {
    const auto published_s = snapshot_.parts[part_].columns().published_s;
    const bool newest = request_.sort == SortOrder::newest;
    for (std::size_t at = 0; at < matches.size; ++at) {
        // Archives mostly grow with time: whoever wants the newest sees them first from the end.
        const std::size_t i = newest ? matches.size - 1 - at : at;
        const std::uint32_t document = matches.documents[i];
        const bool full = !groups_ && kept_.size() == kept_max_;
        const std::int64_t last = full ? kept_.front().published_s : no_date;
        if (last != no_date && (newest ? published_s[document] < last : published_s[document] > last)) continue;
        const KeptMatch match = match_of(document, matches.weights[i]);
        const std::uint32_t group = groups_ ? groups_->of(match.article) : 0;
        if (group == 0) {
            if (is_wanted(match)) keep(match);
            continue;
        }
        const auto [known, added] = first_of_groups_.try_emplace(group, match);
        if (!added && comes_before(match, known->second)) known->second = match;
    }
}

/// Of equal weight or date the article that came first (sorted by newest: last) into the record; articles without a
/// date come last either way.
bool Collector::comes_before(const KeptMatch& a, const KeptMatch& b) const {
    if (by_weight()) return a.weight != b.weight ? a.weight > b.weight : a.article < b.article;
    if ((a.published_s == no_date) != (b.published_s == no_date)) return b.published_s == no_date;
    const bool newest = request_.sort == SortOrder::newest;
    if (a.published_s != b.published_s) return newest == (a.published_s > b.published_s);
    return newest == (a.article > b.article) && a.article != b.article;
}

bool Collector::is_wanted(const KeptMatch& match) const {
    if (!request_.after) return true;
    const Place& after = *request_.after;
    return comes_before({after.weight, after.published_s, after.id.value, 0}, match);
}

void Collector::keep(const KeptMatch& match) {
    const auto order = [this](const KeptMatch& a, const KeptMatch& b) { return comes_before(a, b); };
    if (kept_.size() == kept_max_) {
        if (!order(match, kept_.front())) return;
        std::ranges::pop_heap(kept_, order);
        kept_.back() = match;
    } else {
        kept_.push_back(match);
    }
    std::ranges::push_heap(kept_, order);
}

std::uint32_t Collector::group_size(std::uint32_t group) const {
    return group < group_sizes_.size() ? group_sizes_[group] : 0;
}

std::vector<KeptMatch> Collector::kept() {
    for (const auto& [group, first] : first_of_groups_)
        if (is_wanted(first)) keep(first);
    first_of_groups_.clear();
    std::ranges::sort(kept_, [this](const KeptMatch& a, const KeptMatch& b) { return comes_before(a, b); });
    return kept_;
}

/// Values that may be among those listed: all that have as many articles as the last of these.
std::vector<std::uint32_t> Collector::listed_values(std::size_t index) const {
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

Facet Collector::facet(std::size_t index) const {
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
    DayNumber next = first_day_;  // where the bucket ends
    for (auto i = begin; i < end; ++i) {
        const std::uint32_t count = days_[static_cast<std::size_t>(i)];
        if (count == 0) continue;
        const DayNumber day = first_day_ + static_cast<DayNumber>(i);
        if (timeline.buckets.empty() || day >= next) {
            timeline.buckets.push_back({start_of(timeline.interval, day), 0});
            next = start_after(timeline.interval, timeline.buckets.back().from);
        }
        timeline.buckets.back().count += count;
    }
    return timeline;
}

}  // namespace broadsheet
