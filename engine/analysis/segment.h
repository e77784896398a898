// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Words of scripts that put no spaces between them (ICU's dictionaries for Chinese, Japanese, Thai, Lao, Khmer,
// Burmese). Only queries are cut so: articles are indexed by the character, so that no mistaken cut hides a word.

#include <string_view>
#include <vector>

namespace broadsheet {

bool has_ideograph(std::string_view text);

/// The words of a run without spaces, as pieces of it in order; other scripts inside it, and Korean, stay in one piece.
/// Pieces without a letter are left out. Any thread may call it.
std::vector<std::string_view> words_in_run(std::string_view run);

}  // namespace broadsheet
