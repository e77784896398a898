// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which words of an article say what it is about, and under which term they count: for whatever looks for what some
// articles have in common.

#include "engine/index/columns.h"
#include "engine/query/node.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace broadsheet {

/// False for function words, figures, single letters and ideographs, and for what stands beside words (see
/// analysis/term.h). `code` is the stem code of the article.
bool tells_something(const std::string& word, std::string_view code);

/// Of the article's language.
std::string_view stem_code_of(const Columns& columns, std::uint32_t document);

/// The index term that joins the forms of a word.
std::string content_term(const std::string& word, std::string_view code);

/// Adds the terms of all words of an expanded query.
void collect_stems(const query::Node& node, std::set<std::string>& terms);

}  // namespace broadsheet
