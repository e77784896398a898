// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/match/posting_cache.h"

#include <malloc.h>

namespace broadsheet::match {

namespace {

/// What an entry costs beside its postings: two copies of the key, the links, the table's share.
constexpr std::size_t entry_bytes = 200;

std::size_t cost_of(const std::string& key, const Postings& postings) {
    return postings.bytes() + 2 * key.size() + entry_bytes;
}

}  // namespace

std::shared_ptr<const Postings> PostingCache::get(const std::string& key, const Read& read) {
    if (auto known = find(key)) return known;
    auto postings = keep(key, std::make_shared<const Postings>(read()));
    give_back_holes();
    return postings;
}

/// Arrays of all sizes that leave in no order make holes in the heap, which would grow to half as much again as is
/// kept.
void PostingCache::give_back_holes() {
    {
        const std::lock_guard lock(mutex_);
        if (dropped_bytes_ < bytes_max_ / 4) return;
        dropped_bytes_ = 0;
    }
    ::malloc_trim(0);
}

std::shared_ptr<const Postings> PostingCache::find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto place = places_.find(key);
    if (place == places_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, place->second);
    return place->second->postings;
}

std::shared_ptr<const Postings> PostingCache::keep(const std::string& key, std::shared_ptr<const Postings> postings) {
    const std::lock_guard lock(mutex_);
    const auto known = places_.find(key);
    if (known != places_.end()) return known->second->postings;
    // One that fills most of the room would drive out all others for a single query.
    if (cost_of(key, *postings) > bytes_max_ / 4) return postings;
    entries_.push_front({key, postings});
    places_[key] = entries_.begin();
    bytes_ += cost_of(key, *postings);
    while (bytes_ > bytes_max_) {
        const Entry& last = entries_.back();
        bytes_ -= cost_of(last.key, *last.postings);
        dropped_bytes_ += cost_of(last.key, *last.postings);
        places_.erase(last.key);
        entries_.pop_back();
    }
    return postings;
}

std::size_t PostingCache::bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
}

}  // namespace broadsheet::match
