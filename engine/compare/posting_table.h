// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Who else has this? Lists of members by key, newest first, in a fixed number of bytes a member.
// Owns chains in one array; what members and keys stand for is their users' affair.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace broadsheet {

class PostingTable {
public:
    /// A member has at most `keys_max` keys, 8 bytes each and 4 to 8 for finding them.
    explicit PostingTable(std::size_t keys_max) : keys_max_(keys_max) {}

    void reserve(std::size_t members) { entries_.reserve(members * keys_max_); }

    /// Enters `member` under `keys`, as its `first`th and following; no place is filled twice. Keys that don't fit are
    /// left out; 0 is no key. Members are numbered from 0, without gaps.
    void add(std::uint32_t member, std::span<const std::uint32_t> keys, std::size_t first = 0);

    /// Calls `visit(member)` for those under `key`, the one entered last first, at most `count_max` of them. Returns
    /// how many there were.
    template <typename Visit>
    std::size_t visit(std::uint32_t key, std::size_t count_max, Visit&& visit) const {
        std::size_t count = 0;
        if (heads_.empty()) return 0;
        for (std::uint32_t at = heads_[slot(key)]; at != none && count < count_max; at = entries_[at].next) {
            if (entries_[at].key != key) continue;
            ++count;
            visit(static_cast<std::uint32_t>(at / keys_max_));
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

    std::size_t keys_max_;
    std::vector<Entry> entries_;  ///< keys_max_ for each member
    std::vector<std::uint32_t> heads_;
};

}  // namespace broadsheet
