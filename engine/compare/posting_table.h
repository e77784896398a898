// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Who else has this? Lists of tellings by key, newest first, in a fixed number of bytes a telling.
// Owns chains in one array; what a key stands for is its users' affair.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace broadsheet {

class PostingTable {
public:
    /// A telling has at most so many keys, in two goes.
    static constexpr std::size_t keys_max = 16;

    /// Enters `telling` under `keys`, from its `first`th on. Keys that don't fit are left out; 0 is no key.
    void add(std::uint32_t telling, std::span<const std::uint32_t> keys, std::size_t first);

    /// Calls `visit(telling)` for those under `key`, the one entered last first, at most `count_max` of them. Returns
    /// how many there were.
    template <typename Visit>
    std::size_t visit(std::uint32_t key, std::size_t count_max, Visit&& visit) const {
        std::size_t count = 0;
        if (heads_.empty()) return 0;
        for (std::uint32_t at = heads_[slot(key)]; at != none && count < count_max; at = entries_[at].next) {
            if (entries_[at].key != key) continue;
            ++count;
            visit(static_cast<std::uint32_t>(at / keys_max));
        }
        return count;
    }

    std::size_t size_bytes() const {
        return entries_.capacity() * sizeof(Entry) + heads_.capacity() * sizeof heads_[0];
    }

private:
    static constexpr std::uint32_t none = 0xFFFFFFFF;

    struct Entry {
        std::uint32_t key = 0;
        std::uint32_t next = none;
    };

    std::size_t slot(std::uint32_t key) const { return key & (heads_.size() - 1); }
    void grow();

    std::vector<Entry> entries_;  ///< keys_max for each telling
    std::vector<std::uint32_t> heads_;
};

}  // namespace broadsheet
