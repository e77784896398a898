// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/edit_script.h"

#include <algorithm>
#include <cstddef>

namespace broadsheet {

namespace {

using Index = std::int32_t;
/// Edits from either end after which a stretch is cut where the search stands.
constexpr Index edits_max = 200;

struct Box {
    Index a_begin, a_end, b_begin, b_end;
};

class Search {
public:
    Search(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) : a_(a), b_(b) {
        const std::size_t size = 2 * std::min<std::size_t>(a.size() + b.size() + 2, edits_max + 2) + 3;
        forward_.resize(size);
        backward_.resize(size);
    }

    /// Boxes to do are kept in a list of their own: texts must not decide how deep the stack grows.
    std::vector<CommonRun> run() {
        std::vector<Box> boxes = {{0, static_cast<Index>(a_.size()), 0, static_cast<Index>(b_.size())}};
        while (!boxes.empty()) {
            Box box = boxes.back();
            boxes.pop_back();
            const Index head = common_head(box);
            add(box.a_begin, box.b_begin, head);
            box.a_begin += head;
            box.b_begin += head;
            const Index tail = common_tail(box);
            // Matches must come in order: the tail is a box of its own, done after what is before it.
            if (tail > 0) boxes.push_back({box.a_end - tail, box.a_end, box.b_end - tail, box.b_end});
            box.a_end -= tail;
            box.b_end -= tail;
            if (box.a_begin == box.a_end || box.b_begin == box.b_end) continue;
            const auto [x, y] = middle(box);
            // No progress is possible only if nothing is the same.
            if ((x == box.a_begin && y == box.b_begin) || (x == box.a_end && y == box.b_end)) continue;
            boxes.push_back({x, box.a_end, y, box.b_end});
            boxes.push_back({box.a_begin, x, box.b_begin, y});
        }
        return std::move(matches_);
    }

private:
    struct Point {
        Index x, y;
    };

    bool same(Index x, Index y) const { return a_[static_cast<std::size_t>(x)] == b_[static_cast<std::size_t>(y)]; }

    Index common_head(const Box& box) const {
        Index count = 0;
        while (box.a_begin + count < box.a_end && box.b_begin + count < box.b_end &&
               same(box.a_begin + count, box.b_begin + count)) {
            ++count;
        }
        return count;
    }

    Index common_tail(const Box& box) const {
        Index count = 0;
        while (box.a_begin < box.a_end - count && box.b_begin < box.b_end - count &&
               same(box.a_end - count - 1, box.b_end - count - 1)) {
            ++count;
        }
        return count;
    }

    void add(Index a, Index b, Index length) {
        if (length == 0) return;
        const auto a_begin = static_cast<std::uint32_t>(a);
        const auto b_begin = static_cast<std::uint32_t>(b);
        if (!matches_.empty()) {
            CommonRun& last = matches_.back();
            if (last.a_begin + last.length == a_begin && last.b_begin + last.length == b_begin) {
                last.length += static_cast<std::uint32_t>(length);
                return;
            }
        }
        matches_.push_back({a_begin, b_begin, static_cast<std::uint32_t>(length)});
    }

    /// A point on a shortest path through the box, where the paths from both corners meet; or the farthest one reached.
    Point middle(const Box& box) {
        const Index width = box.a_end - box.a_begin;
        const Index height = box.b_end - box.b_begin;
        const Index delta = width - height;
        const Index center = static_cast<Index>(forward_.size() / 2);
        const Index limit = std::min((width + height + 1) / 2, edits_max);
        forward_[static_cast<std::size_t>(center + 1)] = 0;
        backward_[static_cast<std::size_t>(center + 1)] = 0;
        Point best{box.a_begin, box.b_begin};
        Index farthest = -1;
        for (Index edits = 0; edits <= limit; ++edits) {
            for (Index k = -edits; k <= edits; k += 2) {
                const Index x = advance(forward_, center, edits, k);
                Index end = x;
                while (end < width && end - k < height && same(box.a_begin + end, box.b_begin + end - k)) ++end;
                forward_[static_cast<std::size_t>(center + k)] = end;
                const bool inside = end <= width && end - k >= 0 && end - k <= height;
                if (inside && end + end - k > farthest) {
                    farthest = end + end - k;
                    best = {box.a_begin + end, box.b_begin + end - k};
                }
                const Index mirrored = delta - k;
                if (delta % 2 != 0 && mirrored >= -(edits - 1) && mirrored <= edits - 1 &&
                    end + backward_[static_cast<std::size_t>(center + mirrored)] >= width && inside) {
                    return {box.a_begin + end, box.b_begin + end - k};
                }
            }
            for (Index k = -edits; k <= edits; k += 2) {
                const Index x = advance(backward_, center, edits, k);
                Index end = x;
                while (end < width && end - k < height && same(box.a_end - end - 1, box.b_end - (end - k) - 1)) {
                    ++end;
                }
                backward_[static_cast<std::size_t>(center + k)] = end;
                const bool inside = end <= width && end - k >= 0 && end - k <= height;
                const Index mirrored = delta - k;
                if (delta % 2 == 0 && mirrored >= -edits && mirrored <= edits &&
                    end + forward_[static_cast<std::size_t>(center + mirrored)] >= width && inside) {
                    return {box.a_end - end, box.b_end - (end - k)};
                }
            }
        }
        return best;
    }

    /// Where a path of one edit more begins on diagonal `k`.
    static Index advance(const std::vector<Index>& reached, Index center, Index edits, Index k) {
        const Index below = reached[static_cast<std::size_t>(center + k + 1)];
        if (k == -edits) return below;
        const Index above = reached[static_cast<std::size_t>(center + k - 1)];
        return k != edits && above < below ? below : above + 1;
    }

    std::span<const std::uint64_t> a_;
    std::span<const std::uint64_t> b_;
    std::vector<Index> forward_;   ///< by diagonal: how far paths from the beginning have come
    std::vector<Index> backward_;  ///< and those from the end
    std::vector<CommonRun> matches_;
};

}  // namespace

std::vector<CommonRun> longest_match(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
    return Search(a, b).run();
}

}  // namespace broadsheet
