// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/collector.h"

#include "engine/match/bits.h"
#include "engine/match/value_counts.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

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

std::span<const std::uint32_t> documents_of(const match::Window& window,
                                            std::array<std::uint32_t, match::batch_max>& buffer) {
    std::size_t count = 0;
    std::uint32_t first = window.begin;
    for (const std::uint64_t word : window.bits) {
        match::for_each_bit(word, first, [&](std::uint32_t document) { buffer[count++] = document; });
        first += match::word_documents;
    }
    return std::span(buffer).first(count);
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

void Collector::end() {
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

void Collector::add_combinations() {
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
void Collector::add_value(std::size_t index, std::uint32_t ordinal, std::uint32_t articles) {
    const std::uint32_t value = (*snapshot_.parts[part_].generation_part->translation)[index][ordinal];
    if (counts_[index][value] == 0) values_[index].push_back(value);
    counts_[index][value] += articles;
}

void Collector::take(const match::Batch& matches) {
    const std::span<const std::uint32_t> documents(matches.documents.data(), matches.size);
    count_unseen(documents.size());
    count_documents(documents);
    keep(matches);
}

void Collector::count(const match::Window& matches, std::size_t size) {
    count_unseen(size);
    if (!looks_at_counted()) return;
    std::array<std::uint32_t, match::batch_max> documents;
    count_documents(documents_of(matches, documents));
}

bool Collector::can_uncount() const {
    const match::SegmentArrays& arrays = *snapshot_.parts[part_].arrays;
    return !groups_ && !arrays.has_wide_days &&
           std::ranges::all_of(counted_, [&](std::size_t index) { return arrays.combined[index]; });
}

void Collector::count_all(const match::Postings& documents) {
    count_unseen(documents.size());
    if (!looks_at_counted()) return;
    match::ValueCounts own;
    const match::ValueCounts& counts = value_counts(documents, *snapshot_.parts[part_].arrays, own);
    if (counts_combinations_)
        std::ranges::transform(part_combinations_, counts.combinations, part_combinations_.begin(), std::plus<>());
    if (!days_.empty()) std::ranges::transform(part_days_, counts.days, part_days_.begin(), std::plus<>());
}

void Collector::uncount(const match::Window& documents, std::size_t size) {
    articles_ -= size;
    total_ -= size;
    if (!looks_at_counted()) return;
    const match::SegmentArrays::Row* rows = snapshot_.parts[part_].arrays->rows.data();
    std::array<std::uint32_t, match::batch_max> buffer;
    for (const std::uint32_t document : documents_of(documents, buffer)) {
        if (counts_combinations_) --part_combinations_[rows[document].combination];
        if (!days_.empty() && rows[document].day < part_days_.size()) --part_days_[rows[document].day];
    }
}

void Collector::count_unseen(std::size_t size) {
    articles_ += size;
    if (!groups_) total_ += size;
}

void Collector::count_documents(std::span<const std::uint32_t> documents) {
    const match::SegmentArrays& arrays = *snapshot_.parts[part_].arrays;
    if (counts_combinations_) {
        const match::SegmentArrays::Row* rows = arrays.rows.data();
        for (const std::uint32_t document : documents) ++part_combinations_[rows[document].combination];
    }
    for (const std::size_t index : counted_)
        if (!arrays.combined[index]) count_values(index, documents);
    if (!days_.empty()) count_days(documents);
    if (groups_) count_groups(documents);
}

void Collector::keep(const match::Batch& matches) {
    if (kept_max_ == 0) return;
    if (by_weight()) {
        keep_by_weight(matches);
    } else {
        keep_by_date(matches);
    }
}

float Collector::least_weight(match::SegmentArrays::DocumentRange documents) const {
    constexpr float none = std::numeric_limits<float>::infinity(), any = std::numeric_limits<float>::lowest();
    if (kept_max_ == 0) return none;
    if (!last_) return any;
    const match::Snapshot::Part& part = snapshot_.parts[part_];
    if (by_weight()) {
        const auto last = static_cast<float>(last_->weight);
        const bool behind = part_ == last_part_ && part.arrays->ids_ascend && documents.begin > last_document_;
        return behind ? std::nextafter(last, none) : last;
    }
    if (groups_ || last_->published_s == no_date) return any;  // of groups the first in order is kept, seen or not
    const match::SegmentArrays::Dates& dates = part.arrays->dates_near(documents.begin);
    if (!dates.any) return none;
    const bool behind = wants_last_first() ? dates.last_s < last_->published_s : dates.first_s > last_->published_s;
    return behind ? none : any;
}

void Collector::count_values(std::size_t index, std::span<const std::uint32_t> documents) {
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

void Collector::count_days(std::span<const std::uint32_t> documents) {
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

void Collector::count_groups(std::span<const std::uint32_t> documents) {
    const auto ids = snapshot_.parts[part_].columns().ids;
    for (const std::uint32_t document : documents) {
        const std::uint32_t group = groups_->of(ids[document]);
        if (group == 0 || ++group_sizes_[group] == 1) ++total_;
    }
}

void Collector::keep_by_weight(const match::Batch& matches) {
    const std::uint32_t* ids = snapshot_.parts[part_].columns().ids.data();
    for (std::size_t i = 0; i < matches.size; ++i) {
        const double weight = matches.weights[i];
        if (last_ && weight < last_->weight) continue;
        const std::uint32_t document = matches.documents[i];
        const KeptMatch match{weight, no_date, ids[document], snapshot_.generation->document_id_of(part_, document)};
        if ((!last_ || comes_before(match, *last_)) && is_wanted(match)) keep_match(match);
    }
}

void Collector::keep_by_date(const match::Batch& matches) {
    const auto published_s = snapshot_.parts[part_].columns().published_s;
    const std::uint32_t* ids = snapshot_.parts[part_].columns().ids.data();
    const bool newest = request_.sort == SortOrder::newest;
    for (std::size_t at = 0; at < matches.size; ++at) {
        // Archives mostly grow with time: whoever wants the newest sees them first from the end.
        const std::size_t i = newest ? matches.size - 1 - at : at;
        const std::uint32_t document = matches.documents[i];
        const std::int64_t last = last_ && !groups_ ? last_->published_s : no_date;
        if (last != no_date && (newest ? published_s[document] < last : published_s[document] > last)) continue;
        const KeptMatch match{0, published_s[document], ids[document],
                              snapshot_.generation->document_id_of(part_, document)};
        const std::uint32_t group = groups_ ? groups_->of(match.article) : 0;
        if (group == 0) {
            if ((!last_ || comes_before(match, *last_)) && is_wanted(match)) keep_match(match);
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

/// Now and then those behind the wanted ones are dropped together, which costs less for each than keeping order.
void Collector::keep_match(const KeptMatch& match) {
    kept_.push_back(match);
    if (kept_.size() >= 2 * kept_max_) drop_behind_wanted();
}

void Collector::drop_behind_wanted() {
    const auto last = kept_.begin() + static_cast<std::ptrdiff_t>(kept_max_) - 1;
    std::nth_element(kept_.begin(), last, kept_.end(),
                     [this](const KeptMatch& a, const KeptMatch& b) { return comes_before(a, b); });
    last_ = *last;
    const auto parts = static_cast<std::uint32_t>(snapshot_.parts.size());
    last_part_ = (last->document_id - 1) % parts;
    last_document_ = (last->document_id - 1) / parts;
    kept_.erase(last + 1, kept_.end());
}

std::uint32_t Collector::group_size(std::uint32_t group) const {
    return group < group_sizes_.size() ? group_sizes_[group] : 0;
}

std::vector<KeptMatch> Collector::kept() {
    for (const auto& [group, first] : first_of_groups_)
        if ((!last_ || comes_before(first, *last_)) && is_wanted(first)) keep_match(first);
    first_of_groups_.clear();
    if (kept_.size() > kept_max_) drop_behind_wanted();
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

/// Calls see(first day, articles) for each interval from the one of day `begin` (counted in days_) to before `end` that
/// has any.
template <typename See>
void Collector::for_each_interval(Interval interval, std::size_t begin, std::size_t end, See&& see) const {
    while (begin < end) {
        const DayNumber first = start_of(interval, first_day_ + static_cast<DayNumber>(begin));
        const std::size_t next = std::min(end, static_cast<std::size_t>(start_after(interval, first) - first_day_));
        std::uint32_t articles = 0;
        for (; begin < next; ++begin) articles += days_[begin];
        if (articles != 0) see(first, articles);
    }
}

Facet Collector::years() const {
    Facet facet;
    facet.name = "year";
    for_each_interval(Interval::year, 0, days_.size(), [&](DayNumber first, std::uint32_t articles) {
        const std::string year = std::to_string(civil_day(first).year);
        facet.values.push_back({year, year, articles});
    });
    std::ranges::reverse(facet.values);
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
    const auto begin = static_cast<std::size_t>(first - days_.begin());
    const auto end = static_cast<std::size_t>(days_.rend() - last);  // one past the last filled day
    const auto span = static_cast<DayNumber>(end - begin);
    timeline.interval = span <= days_span_max     ? Interval::day
                        : span <= months_span_max ? Interval::month
                                                  : Interval::year;
    for_each_interval(timeline.interval, begin, end, [&](DayNumber from, std::uint32_t articles) {
        timeline.buckets.push_back({from, articles});
    });
    return timeline;
}

}  // namespace broadsheet
