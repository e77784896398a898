// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the benchmarks make of measured times.

#include <algorithm>
#include <cstddef>
#include <vector>

namespace broadsheet::bench {

/// Sorts `values`. The value below which the part `q` of them lies; 0 if there are none.
inline double quantile(std::vector<double>& values, double q) {
    if (values.empty()) return 0;
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, static_cast<std::size_t>(q * static_cast<double>(values.size())))];
}

}  // namespace broadsheet::bench
