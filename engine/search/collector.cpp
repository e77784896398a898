// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/collector.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace broadsheet {

namespace {

std::span<const std::uint32_t> documents_of(const match::Window& window,
                                            std::array<std::uint32_t, match::batch_max>& buffer) {
    std::size_t count = 0;
    window.for_each([&](std::uint32_t document) { buffer[count++] = document; });
    return std::span(buffer).first(count);
}

}  // namespace

Collector::Collector(const match::Snapshot& snapshot, const FacetDictionary& dictionary, const SearchRequest& request,
                     std::size_t kept_max, const Groups* groups)
    : snapshot_(snapshot),
      request_(request),
      kept_max_(kept_max),
      groups_(groups),
      tally_(snapshot, dictionary, request) {
    if (groups_) group_sizes_.resize(groups_->end());
}

void Collector::begin(std::size_t part) {
    part_ = part;
    tally_.begin(part);
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
    return !groups_ && tally_.can_subtract();
}

void Collector::count_all(const match::Postings& documents) {
    count_unseen(documents.size());
    if (!tally_.is_empty()) tally_.add_all(documents);
}

void Collector::uncount(const match::Window& documents, std::size_t size) {
    articles_ -= size;
    total_ -= size;
    if (tally_.is_empty()) return;
    std::array<std::uint32_t, match::batch_max> buffer;
    tally_.subtract(documents_of(documents, buffer));
}

void Collector::count_documents(std::span<const std::uint32_t> documents) {
    if (!tally_.is_empty()) tally_.add(documents);
    if (groups_) count_groups(documents);
}

void Collector::count_unseen(std::size_t size) {
    articles_ += size;
    if (!groups_) total_ += size;
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

}  // namespace broadsheet
