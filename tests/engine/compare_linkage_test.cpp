// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/linkage.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace broadsheet;

namespace {

/// Nodes alone at first, all of them candidates for each other.
LinkageTask task_of(std::uint32_t nodes, std::function<float(std::uint32_t, std::uint32_t)> likeness) {
    LinkageTask task;
    for (std::uint32_t a = 0; a < nodes; ++a) {
        task.groups.push_back({a});
        for (std::uint32_t b = 0; b < a; ++b) task.edges.push_back({b, a});
    }
    task.threshold = 0.5F;
    task.members_max = nodes;
    task.likeness = std::move(likeness);
    return task;
}

std::vector<std::vector<std::uint32_t>> sorted(std::vector<std::vector<std::uint32_t>> groups) {
    for (auto& group : groups) std::ranges::sort(group);
    std::ranges::sort(groups);
    return groups;
}

}  // namespace

TEST_CASE("a chain of look-alikes doesn't become one group") {
    const auto near = [](std::uint32_t a, std::uint32_t b) {
        return 1 - 0.3F * std::abs(static_cast<float>(a) - static_cast<float>(b));
    };
    CHECK(sorted(link(task_of(6, near))) == std::vector<std::vector<std::uint32_t>>{{0, 1}, {2, 3}, {4, 5}});
}

TEST_CASE("members who are as alike as can be are still no more than a group may have") {
    LinkageTask task = task_of(100, [](std::uint32_t, std::uint32_t) { return 1.0F; });
    task.members_max = 30;
    std::size_t members = 0;
    for (const auto& group : link(std::move(task))) {
        CHECK(group.size() <= 30);
        members += group.size();
    }
    CHECK(members == 100);
}

TEST_CASE("a group that everything is a little like costs no more than its likest neighbours") {
    std::size_t asked = 0;
    constexpr std::uint32_t nodes = 600;
    LinkageTask task;
    for (std::uint32_t a = 0; a < nodes; ++a) {
        task.groups.push_back({a});
        if (a > 0) task.edges.push_back({0, a});
    }
    task.threshold = 0.5F;
    task.members_max = nodes;
    task.likeness = [&](std::uint32_t a, std::uint32_t b) {
        ++asked;
        return a == 0 || b == 0 ? 0.9F : 0.6F;
    };
    link(std::move(task));
    CHECK(asked < std::size_t{nodes} * 40);
}
