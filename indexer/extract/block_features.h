// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the block model looks at: yes-or-no features of every block of a page.

#include "indexer/extract/page_blocks.h"

#include <cstdint>
#include <vector>

namespace broadsheet {

/// The features that hold of one block, by number.
using Features = std::vector<std::uint16_t>;

/// Of the block itself (its shape and words), of the elements around it and of its neighbours.
std::vector<Features> first_features(const PageBlocks& page, const PageHints& hints);

/// Of what the first look at the whole page has found: `logits` holds its verdict on every block.
std::vector<Features> second_features(const PageBlocks& page, const std::vector<double>& logits);

}  // namespace broadsheet
