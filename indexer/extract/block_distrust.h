// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What speaks against a block whatever the fitted model makes of it.

#include "indexer/extract/page_blocks.h"

namespace broadsheet {

/// Log odds to take away from a block: for elements that by their meaning stand apart, for rows of links, and for the
/// turns of speech of page furniture. The pages that the model was fitted to have too few of these to teach their
/// weight.
double distrust_of(const PageBlocks& page, const PageBlock& entry);

}  // namespace broadsheet
