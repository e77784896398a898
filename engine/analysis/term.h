// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The terms of the index, in prose.
//
// Every text field (body, title, author; see field.h for prefixes P) has
//   P + word        each folded word as written, with positions; also each hyphenated compound closed up. Phrases use
//   these. "Z" + P + stem  each word's stem in the article's language, without positions, carrying the weight in
//   ranking.
//                   A compound has the stem of its closed form and of its parts of two letters and more.
// Every keyword field has  P + slug of the value; the author, who is counted and filtered by the whole name, too, "XUA"
// + slug. "XH" + closed + "=" + parts joined by "-"  stands once for each hyphenated compound of an article, so that a
// query for
//                   "opensource" learns that "open source" is the same thing.

#include "engine/article/field.h"

#include <string>
#include <string_view>

namespace broadsheet {

std::string surface_term(FieldId field, std::string_view word);
std::string stem_term(FieldId field, std::string_view stem);
std::string keyword_term(FieldId field, std::string_view value);
std::string compound_term(std::string_view closed, std::string_view hyphenated);

/// All compound terms of `closed` begin with this.
std::string compound_prefix(std::string_view closed);

}  // namespace broadsheet
