// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What changed in a text as paragraphs to read: what was left out struck through, what was added underlined.

#include "server/api/text_change.h"
#include "server/pages/markup.h"

#include <vector>

namespace broadsheet {

/// A change within one line.
Markup change_line(const std::vector<TextPiece>& pieces);

/// Blocks in order, each {paragraphs: [{html}], folded: how many}: `folded` is there where so many unchanged paragraphs
/// stand side by side that they are put away.
std::vector<Values> change_blocks(const std::vector<TextPiece>& pieces);

}  // namespace broadsheet
