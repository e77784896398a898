// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which blocks of a page are its article: two logistic models, the second of which sees what the first has found.

#include "indexer/extract/page_blocks.h"

#include <cstdint>
#include <span>
#include <vector>

namespace broadsheet {

/// Weights in hundredths, by feature; features beyond the end weigh nothing.
extern const std::span<const std::int16_t> first_weights;
extern const std::span<const std::int16_t> second_weights;

/// For each block the logarithm of the odds that it belongs to the article.
std::vector<double> article_logits(const PageBlocks& page, const PageHints& hints);

}  // namespace broadsheet
