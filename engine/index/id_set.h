// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which articles a batch replaces.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace broadsheet {

/// Article ids as a bit set: one probe a document when looking for those that a batch replaces.
class IdSet {
public:
    void insert(std::uint32_t id) {
        if (id >= bits_.size()) bits_.resize(std::max<std::size_t>(id + 1, bits_.size() * 2));
        bits_[id] = true;
        ++count_;
    }
    bool contains(std::uint32_t id) const { return id < bits_.size() && bits_[id]; }
    bool empty() const { return count_ == 0; }

private:
    std::vector<bool> bits_;
    std::size_t count_ = 0;
};

}  // namespace broadsheet
