// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a query means: a small tree. parse() makes it from text; expand() writes into its leaves how each may be written
// in an article; the index side compiles it, the highlighter marks by it, to_text() shows it.

#include "engine/article/date.h"
#include "engine/article/field.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::query {

enum class NodeKind : std::uint8_t {
    nothing,  ///< an empty query; as a filter it excludes nothing
    words,    ///< leaf: one word or compound as typed, any form of it ("open-source", "Elections")
    exact,    ///< leaf: words as written, adjacent; "word*" and "*" inside stand for others ("\"open sourc*\"")
    written,  ///< leaf: one written form alone ("=US", "=\"open source\"")
    prefix,   ///< leaf: words that begin so ("econom*")
    similar,  ///< leaf: words a few letters off ("goverment~")
    keyword,  ///< leaf: a keyword field has this value ("source:reuters")
    dates,    ///< leaf: published within `range`
    all_of,   ///< children, of which `excluded` ones must not match
    any_of,   ///< children
    near,     ///< text leaves, or any_of such, close to each other in the way of `nearness`
};

enum class Nearness : std::uint8_t {
    words,      ///< within `distance` words
    sentence,   ///< in one sentence of the body
    paragraph,  ///< in one paragraph of the body
};

/// Matches every word of that stem in articles of the languages with that code (see stem.h).
struct Stem {
    std::string code;
    std::string text;
    friend bool operator==(const Stem&, const Stem&) = default;
};

/// One place in a run: any of these words as the index has them; empty means whatever word stands there. Behind "=word"
/// one may be an accented or hyphenated term (see term.h), or "=" and a word that stands there in no such writing;
/// "=open|opensource" is moreover not where the hyphenated compound "open-source" begins.
using Slot = std::vector<std::string>;

inline bool is_plain_writing(std::string_view word) {
    return word.size() > 1 && word.front() == '=';
}

/// The word that a word of a slot is a writing of: "resume" of "=resume" and "'resume=résumé".
std::string folded_word(const std::string& word);

/// The compounds, closed up, that may not begin where the word stands: "opensource" of "=open|opensource".
std::vector<std::string> unwanted_compounds(const std::string& word);

/// Adjacent words.
using Run = std::vector<Slot>;

/// The fields that a word is sought in unless it names one.
inline constexpr std::array text_fields = {FieldId::title, FieldId::author, FieldId::body};

struct Node {
    NodeKind kind = NodeKind::nothing;
    bool excluded = false;        ///< in an all_of: articles that match this don't match
    bool optional = false;        ///< a function word of a long query: needn't be there, isn't marked
    std::size_t position = 0;     ///< of text leaves: byte offset in the query text
    std::vector<FieldId> fields;  ///< of leaves in text fields: where to look; empty means the request's default
    std::string text;             ///< of leaves: as typed, without operators
    DateRange range;
    Nearness nearness = Nearness::words;
    std::uint32_t distance = 0;
    std::vector<Node> children;

    // Of text leaves, filled by expand(). A text matches if it holds one of the stems or one of the runs. Where only
    // positions count (near each other, in the body alone), `forms` stand for the stems.
    std::vector<Stem> stems;
    std::vector<Run> runs;
    std::vector<std::string> forms;  ///< words of the archive that the stems match

    /// What a leaf of runs weighs by, a group for each of its words: the stems of a phrase's words, the parts of a
    /// compound. Says nothing about what matches.
    std::vector<std::vector<Stem>> weights;
};

/// What could not be read as meant, for the reader: "NEAR needs a word on both sides; searched as a word".
struct Warning {
    std::size_t position = 0;  ///< byte offset in the query text
    std::string message;
};

struct ParsedQuery {
    Node root;
    std::vector<Warning> warnings;
};

}  // namespace broadsheet::query
