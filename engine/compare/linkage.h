// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Average linkage: nodes are joined while the mean likeness between all members of two groups is high enough, the
// likest first. A chain of look-alikes therefore doesn't become one group.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace broadsheet {

struct Edge {
    std::uint32_t a;
    std::uint32_t b;
};

struct LinkageTask {
    /// Groups to begin with, each a list of node numbers; nodes that no list names can't be in an edge.
    std::vector<std::vector<std::uint32_t>> groups;
    /// Pairs of groups (by their place in `groups`) that may be alike; others are only joined by way of such.
    std::vector<Edge> edges;
    float threshold = 0;
    std::size_t members_max = 0;                                  ///< of a group that is made here
    std::function<float(std::uint32_t, std::uint32_t)> likeness;  ///< of two nodes; symmetric
};

/// The groups in the end. The same task, in any order of groups and edges, gives the same groups but for ties.
std::vector<std::vector<std::uint32_t>> link(LinkageTask task);

}  // namespace broadsheet
