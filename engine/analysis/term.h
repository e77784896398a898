// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The terms of the index, in prose.
//
// In Xapian, without positions:
// Z + code + stem Each word's stem in the language `code` of the article, carrying the weight in ranking; a word of the
//                 title counts title_weight times, a function word nothing. "--" is the code of words that no language
//                 inflects: acronyms, figures, and all words of languages that we can't stem. A compound has the stem
//                 of its closed form and of its parts of two letters and more.
// ZS + code + stem  The same for the title alone.
// word, S + word  What carries no stem (see carries_stem()): ideographs, tags, the "e" of "e-mail"; in the title.
// A + word        Each word of an author's name.
// P + slug        The value of a keyword field with the prefix P; the author, who is counted and filtered by the whole
//                 name, too, "XUA" + slug.
//
// In the token streams (index/token_stream.h), with positions; each stands in the table of words, too:
// word            Each folded word as written; also each hyphenated compound closed up, each acronym (".us") and each
//                 tag ("#metoo"). Title, authors and body share one row of positions: the title begins at 1, the
//                 authors at author_position, the body at body_position. Phrases and exact words are checked there.
// XH + closed + "=" + parts joined by "-"  Beside each hyphenated compound, so that a query for "opensource" learns
//                 that "open source" is the same thing, and "=open-source" finds the hyphen alone.
// ' + word + "=" + accented  Beside each word written with accents: "'resume=résumé".
//
// In the table of words alone:
// XD + acronym + "=" + long form  Each acronym that an article explains: "XDagi=artificial general intelligence".

#include "engine/article/field.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// Where the texts of an article begin in the row of positions that they share. What doesn't fit is found, but in no
/// phrase.
inline constexpr std::uint32_t author_position = 700;
inline constexpr std::uint32_t body_position = 1000;

/// What a word of a title counts in ranking, words of the text being 1.
inline constexpr std::uint32_t title_weight = 2;

/// `field` none means the words of all text fields together.
using TextField = std::optional<FieldId>;

std::string word_term(TextField field, std::string_view word);
/// `code` from stem_code(). Only the title has stems of its own.
std::string stem_term(TextField field, std::string_view code, std::string_view stem);
/// Each article that holds `word` in the field has one of these terms at least; so may articles with other words of the
/// same stem. `codes` are the stem codes of the archive's languages.
std::vector<std::string> terms_of_holders(TextField field, const std::string& word,
                                          const std::vector<std::string>& codes);
std::string keyword_term(FieldId field, std::string_view value);
std::string compound_term(std::string_view closed, std::string_view hyphenated);

/// All compound terms of `closed` begin with this.
std::string compound_prefix(std::string_view closed);

/// `accented` from accented_form().
std::string accented_term(std::string_view word, std::string_view accented);

/// All accented terms of `word` begin with this.
std::string accented_prefix(std::string_view word);

std::string definition_term(std::string_view acronym, std::string_view long_form);

/// All definitions of `acronym` (lower case, without dots) begin with this.
std::string definition_prefix(std::string_view acronym);

}  // namespace broadsheet
