// SPDX-License-Identifier: GPL-3.0-or-later
// second_features: the verdicts on a block's neighbours and containers, and where the article seems to be.
#include "indexer/extract/block_features.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace broadsheet {
namespace {

std::uint16_t class_of(double value, std::initializer_list<double> bounds) {
    std::uint16_t at = 0;
    for (const double bound : bounds) at = static_cast<std::uint16_t>(at + (value >= bound));
    return at;
}

double probability(double logit) {
    return 1.0 / (1.0 + std::exp(-logit));
}

std::uint16_t kind_of(const Block& block) {
    if (block.kind == BlockKind::heading) return 0;
    if (block.kind == BlockKind::item) return 1;
    if (block.kind == BlockKind::caption) return 2;
    return block.size < 60 ? 3 : 4;
}

/// Verdicts summed up over the elements.
struct Mass {
    double size = 0;
    double article = 0;  ///< size times probability
    double gain = 0;     ///< positive where the article outweighs the rest
};

class SecondFeatures {
public:
    SecondFeatures(const PageBlocks& page, const std::vector<double>& logits)
        : page_(page), logits_(logits), mass_(page.elements.size()), depth_(page.elements.size()) {
        for (std::size_t i = 0; i < page.blocks.size(); ++i) {
            const double p = probability(logits[i]);
            const double size = page.blocks[i].block.size;
            Mass& mass = mass_[page.blocks[i].element];
            mass.size += size;
            mass.article += size * p;
            mass.gain += std::sqrt(size) * std::clamp(logits[i], -3.0, 3.0);
            total_ += size * p;
        }
        for (std::size_t i = mass_.size(); i-- > 1;) {
            Mass& parent = mass_[page.elements[i].parent];
            parent.size += mass_[i].size;
            parent.article += mass_[i].article;
            parent.gain += mass_[i].gain;
        }
        for (std::size_t i = 1; i < depth_.size(); ++i) depth_[i] = depth_[page.elements[i].parent] + 1;
        for (std::size_t i = 1; i < mass_.size(); ++i)
            if (mass_[i].gain > mass_[best_].gain ||
                (mass_[i].gain == mass_[best_].gain && best_ == page.elements[i].parent))
                best_ = i;
        find_levels();
        gaps_after_.resize(logits.size());
        int gap = 30;
        for (std::size_t i = logits.size(); i-- > 0;) {
            gaps_after_[i] = gap;
            gap = probability(logits[i]) > 0.6 ? 0 : gap + 1;
        }
        for (std::size_t i = 0; i < page.blocks.size(); ++i) {
            Mass& mass = signatures_[signature_of(page.blocks[i])];
            const double size = page.blocks[i].block.size;
            mass.size += size;
            mass.article += size * probability(logits[i]);
        }
    }

    std::vector<Features> all() {
        std::vector<Features> rows(page_.blocks.size());
        for (std::size_t i = 0; i < rows.size(); ++i) describe(i, rows[i]);
        return rows;
    }

private:
    /// Tag and classes of a block's element and its parent.
    std::uint64_t signature_of(const PageBlock& block) const {
        const PageElement& element = page_.elements[block.element];
        return (std::uint64_t{element.signature} << 32) + page_.elements[element.parent].signature;
    }

    /// How many levels an element's nearest ancestor in common with the best element lies above that one.
    void find_levels() {
        levels_.resize(page_.elements.size());
        std::vector<bool> above(page_.elements.size());
        for (std::size_t at = best_;; at = page_.elements[at].parent) {
            above[at] = true;
            if (at == 0) break;
        }
        for (std::size_t i = 0; i < levels_.size(); ++i) {
            if (above[i])
                levels_[i] = depth_[best_] - depth_[i];
            else if (i != 0)
                levels_[i] = levels_[page_.elements[i].parent];
        }
    }

    double p_at(std::size_t i, std::ptrdiff_t offset) const {
        const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(i) + offset;
        if (at < 0 || at >= static_cast<std::ptrdiff_t>(logits_.size())) return 0;
        return probability(logits_[static_cast<std::size_t>(at)]);
    }

    void describe(std::size_t i, Features& out) {
        out.reserve(48);
        std::uint16_t next = 0;
        const auto group = [&](std::uint16_t values, std::uint16_t value) {
            out.push_back(static_cast<std::uint16_t>(next + value));
            next = static_cast<std::uint16_t>(next + values);
        };
        const Block& block = page_.blocks[i].block;
        const std::uint16_t own = class_of(logits_[i], {-4, -3, -2, -1, -0.4, 0, 0.4, 1, 2, 3, 4});
        const std::uint16_t before = class_of(p_at(i, -1), {0.15, 0.4, 0.6, 0.85});
        const std::uint16_t after = class_of(p_at(i, 1), {0.15, 0.4, 0.6, 0.85});
        double near = 0;
        for (const int offset : {-4, -3, -2, -1, 1, 2, 3, 4}) near += p_at(i, offset) / 8;
        const std::uint16_t around = class_of(near, {0.1, 0.25, 0.4, 0.6, 0.8});
        const std::uint16_t kind = kind_of(block);
        const std::uint16_t level = std::min<std::uint16_t>(levels_[page_.blocks[i].element], 5);
        group(1, 0);
        group(12, own);
        group(5, before);
        group(5, after);
        group(6, around);
        group(25, static_cast<std::uint16_t>(before * 5 + after));
        group(6, level);
        group(72, static_cast<std::uint16_t>(level * 12 + own));
        group(60, static_cast<std::uint16_t>(kind * 12 + own));
        group(125, static_cast<std::uint16_t>(kind * 25 + before * 5 + after));
        group(72, static_cast<std::uint16_t>(around * 12 + own));
        std::uint32_t element = page_.blocks[i].element;
        for (int up = 0; up < 4; ++up) {
            const Mass& mass = mass_[element];
            const std::uint16_t purity =
                class_of(mass.size > 0 ? mass.article / mass.size : 0, {0.1, 0.3, 0.5, 0.7, 0.9});
            const std::uint16_t part = class_of(total_ > 0 ? mass.article / total_ : 0, {0.02, 0.1, 0.3, 0.6, 0.9});
            group(6, purity);
            group(6, part);
            group(36, static_cast<std::uint16_t>(purity * 6 + part));
            element = page_.elements[element].parent;
        }
        group(4, class_of(total_, {200, 600, 2000}));
        const double part_before = total_ > 0 ? before_ / total_ : 0;
        const std::uint16_t done = class_of(part_before, {0.005, 0.03, 0.1, 0.3, 0.7, 0.9, 0.97, 0.995});
        group(9, done);
        group(9 * 12, static_cast<std::uint16_t>(done * 12 + own));
        group(9 * 5, static_cast<std::uint16_t>(done * 5 + kind));
        group(6, class_of(gap_, {1, 2, 4, 8, 20}));
        group(6 * 5, static_cast<std::uint16_t>(class_of(gap_, {1, 2, 4, 8, 20}) * 5 + kind));
        group(6, class_of(gaps_after_[i], {1, 2, 4, 8, 20}));
        group(6 * 5, static_cast<std::uint16_t>(class_of(gaps_after_[i], {1, 2, 4, 8, 20}) * 5 + kind));
        gap_ = probability(logits_[i]) > 0.6 ? 0 : gap_ + 1;
        before_ += block.size * probability(logits_[i]);
        const Mass& alike = signatures_[signature_of(page_.blocks[i])];
        const std::uint16_t purity =
            class_of(alike.size > 0 ? alike.article / alike.size : 0, {0.1, 0.3, 0.5, 0.7, 0.9});
        const std::uint16_t part = class_of(total_ > 0 ? alike.article / total_ : 0, {0.02, 0.1, 0.3, 0.6, 0.9});
        group(36, static_cast<std::uint16_t>(purity * 6 + part));
        group(72, static_cast<std::uint16_t>(purity * 12 + own));
    }

    const PageBlocks& page_;
    const std::vector<double>& logits_;
    std::vector<Mass> mass_;
    std::vector<std::uint16_t> depth_;
    std::vector<std::uint16_t> levels_;
    std::size_t best_ = 0;
    double total_ = 0;
    double before_ = 0;
    int gap_ = 30;  ///< blocks since the last one that seems to be of the article
    std::vector<int> gaps_after_;
    std::unordered_map<std::uint64_t, Mass> signatures_;
};

}  // namespace

std::vector<Features> second_features(const PageBlocks& page, const std::vector<double>& logits) {
    return SecondFeatures(page, logits).all();
}

}  // namespace broadsheet
