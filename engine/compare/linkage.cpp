// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/linkage.h"

#include <algorithm>
#include <queue>
#include <tuple>
#include <unordered_map>

namespace broadsheet {

namespace {

/// Of larger groups so many members, spread evenly, stand for all.
constexpr std::size_t sample_max = 12;
/// A group that was joined remembers so many others, the likest: one that a whole day is a little like would else cost
/// a comparison with all of the day whenever it grows.
constexpr std::size_t near_max = 32;

struct Join {
    float likeness;
    std::uint32_t a;
    std::uint32_t b;
    bool operator<(const Join& other) const {
        return std::tie(likeness, other.a, other.b) < std::tie(other.likeness, a, b);
    }
};

struct Near {
    std::uint32_t group;
    float likeness;
};

class Linkage {
public:
    explicit Linkage(LinkageTask&& task) : task_(std::move(task)), groups_(std::move(task_.groups)) {
        near_.resize(groups_.size());
        for (const Edge& edge : task_.edges) {
            if (edge.a != edge.b && !near_[edge.a].contains(edge.b)) offer(edge.a, edge.b, mean(edge.a, edge.b));
        }
    }

    std::vector<std::vector<std::uint32_t>> run() {
        while (!queue_.empty()) {
            const Join join = queue_.top();
            queue_.pop();
            if (!groups_[join.a].empty() && !groups_[join.b].empty()) unite(join.a, join.b);
        }
        std::erase_if(groups_, [](const auto& group) { return group.empty(); });
        return std::move(groups_);
    }

private:
    float mean(std::uint32_t a, std::uint32_t b) const {
        const auto& left = groups_[a];
        const auto& right = groups_[b];
        const std::size_t left_count = std::min(left.size(), sample_max);
        const std::size_t right_count = std::min(right.size(), sample_max);
        float sum = 0;
        for (std::size_t i = 0; i < left_count; ++i) {
            for (std::size_t j = 0; j < right_count; ++j) {
                sum += task_.likeness(left[i * left.size() / left_count], right[j * right.size() / right_count]);
            }
        }
        return sum / static_cast<float>(left_count * right_count);
    }

    void offer(std::uint32_t a, std::uint32_t b, float likeness) {
        near_[a][b] = likeness;
        near_[b][a] = likeness;
        if (groups_[a].size() + groups_[b].size() > task_.members_max) return;
        if (likeness >= task_.threshold) queue_.push({likeness, std::min(a, b), std::max(a, b)});
    }

    /// Both become a new group, so that joins waiting in the queue can't mean something else by then.
    void unite(std::uint32_t a, std::uint32_t b) {
        const auto joined = static_cast<std::uint32_t>(groups_.size());
        const std::size_t a_size = groups_[a].size();
        const std::size_t b_size = groups_[b].size();
        std::vector<Near> near = neighbours(a, b, a_size, b_size);
        groups_.push_back(std::move(groups_[a]));
        groups_.back().insert(groups_.back().end(), groups_[b].begin(), groups_[b].end());
        groups_[a].clear();
        groups_[b].clear();
        near_.emplace_back();
        for (const std::uint32_t gone : {a, b}) {
            for (const auto& [other, likeness] : near_[gone]) near_[other].erase(gone);
            near_[gone].clear();
        }
        for (const Near& each : near) offer(joined, each.group, each.likeness);
    }

    /// Those of either group, by their likeness to both together.
    std::vector<Near> neighbours(std::uint32_t a, std::uint32_t b, std::size_t a_size, std::size_t b_size) const {
        std::vector<Near> near;
        const auto weigh = [&](std::uint32_t self, std::uint32_t partner) {
            for (const auto& [other, likeness] : near_[self]) {
                if (other == partner || (self == b && near_[a].contains(other))) continue;
                const auto known = near_[partner].find(other);
                const float beside = known != near_[partner].end() ? known->second : mean(partner, other);
                const auto weight = static_cast<float>(self == a ? a_size : b_size);
                const auto partner_weight = static_cast<float>(self == a ? b_size : a_size);
                near.push_back({other, (likeness * weight + beside * partner_weight) / (weight + partner_weight)});
            }
        };
        weigh(a, b);
        weigh(b, a);
        if (near.size() > near_max) {
            std::ranges::nth_element(near, near.begin() + near_max, [](const Near& left, const Near& right) {
                return left.likeness != right.likeness ? left.likeness > right.likeness : left.group < right.group;
            });
            near.resize(near_max);
        }
        return near;
    }

    LinkageTask task_;
    std::vector<std::vector<std::uint32_t>> groups_;
    std::vector<std::unordered_map<std::uint32_t, float>> near_;
    std::priority_queue<Join> queue_;
};

}  // namespace

std::vector<std::vector<std::uint32_t>> link(LinkageTask task) {
    return Linkage(std::move(task)).run();
}

}  // namespace broadsheet
