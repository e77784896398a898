// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which words of an article tell it from others, judged by the article alone: names, numbers with what they count,
// words that come again, words that come early.

#include "engine/analysis/token.h"
#include "engine/compare/fingerprint.h"

#include <string_view>
#include <vector>

namespace broadsheet {

/// A text of the article with its tokens.
struct AnalysedText {
    std::string_view text;
    const std::vector<Token>& tokens;
};

/// `code` from stem_code(). At most telling_terms_max, sorted.
std::vector<TellingTerm> telling_terms(AnalysedText head, AnalysedText body, std::string_view code);

/// Hashes of four successive words inside quotation marks of any style, sorted; the quoted_shingles_max least ones.
std::vector<std::uint32_t> quoted_shingles(AnalysedText body);

}  // namespace broadsheet
