// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/index/word_table.h"

namespace broadsheet {

namespace {

/// The first rank from `begin` on for which is_before() is false; it must be true for a beginning only.
template <typename IsBefore>
std::uint32_t partition(std::uint32_t begin, std::uint32_t end, IsBefore&& is_before) {
    while (begin < end) {
        const std::uint32_t middle = begin + (end - begin) / 2;
        if (is_before(middle)) {
            begin = middle + 1;
        } else {
            end = middle;
        }
    }
    return begin;
}

}  // namespace

std::uint32_t WordTable::lower_bound(std::string_view wanted, std::uint32_t first) const {
    return partition(first, size(), [&](std::uint32_t rank) { return word(rank) < wanted; });
}

std::optional<std::uint32_t> WordTable::find(std::string_view wanted) const {
    const std::uint32_t rank = lower_bound(wanted);
    if (rank == size() || word(rank) != wanted) return std::nullopt;
    return rank;
}

WordTable::Range WordTable::starting_with(std::string_view prefix) const {
    const std::uint32_t begin = lower_bound(prefix);
    const std::uint32_t end =
        partition(begin, size(), [&](std::uint32_t rank) { return word(rank).starts_with(prefix); });
    return {begin, end};
}

}  // namespace broadsheet
