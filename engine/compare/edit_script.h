// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The longest common subsequence of two rows of numbers, or nearly.

#include <cstdint>
#include <span>
#include <vector>

namespace broadsheet {

/// Equal elements side by side: `length` from a[a_begin] and b[b_begin] on.
struct CommonRun {
    std::uint32_t a_begin = 0;
    std::uint32_t b_begin = 0;
    std::uint32_t length = 0;
};

/// In order, none touching the next in both rows. After Myers, "An O(ND) difference algorithm and its variations"
/// (1986), in linear space; where two stretches differ in more than some hundred elements, the search goes on from the
/// farthest point that it has reached, which bounds the time.
std::vector<CommonRun> longest_match(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

}  // namespace broadsheet
