// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/posting_table.h"

#include <algorithm>
#include <bit>

namespace broadsheet {

void PostingTable::add(std::uint32_t member, std::span<const std::uint32_t> keys, std::size_t first) {
    const std::size_t begin = member * keys_max_;
    if (entries_.size() < begin + keys_max_) entries_.resize(begin + keys_max_);
    if (entries_.size() > heads_.size()) grow();
    const std::size_t count = first < keys_max_ ? std::min(keys.size(), keys_max_ - first) : 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (keys[i] == 0) continue;
        std::uint32_t& head = heads_[slot(keys[i])];
        const std::size_t at = begin + first + i;
        entries_[at] = {keys[i], head};
        head = static_cast<std::uint32_t>(at);
    }
}

void PostingTable::grow() {
    heads_.assign(std::bit_ceil(std::max<std::size_t>(entries_.size(), 1024)), none);
    for (std::size_t at = 0; at < entries_.size(); ++at) {
        if (entries_[at].key == 0) continue;
        std::uint32_t& head = heads_[slot(entries_[at].key)];
        entries_[at].next = head;
        head = static_cast<std::uint32_t>(at);
    }
}

}  // namespace broadsheet
