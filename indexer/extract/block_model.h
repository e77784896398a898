// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which blocks of a page are its article: a logistic model looks at each block, then boosted trees look again, knowing
// what the first found in the whole page.

#include "indexer/extract/page_blocks.h"

#include <cstdint>
#include <span>
#include <vector>

namespace broadsheet {

/// Of the logistic model, in hundredths, by feature; features beyond the end weigh nothing.
extern const std::span<const std::int16_t> first_weights;

/// Trees of `tree_depth` questions: a tree has 2^depth - 1 splits, then 2^depth leaves, in thousandths. A split names a
/// second feature, or a first feature plus `second_features_max`, or nothing (-1, which sends to the left).
inline constexpr unsigned tree_depth = 5;
inline constexpr std::uint16_t second_features_max = 2000;
extern const std::span<const std::int16_t> tree_splits;
extern const std::span<const std::int16_t> tree_leaves;

/// For each block the logarithm of the odds that it belongs to the article.
std::vector<double> article_logits(const PageBlocks& page, const PageHints& hints);

}  // namespace broadsheet
