// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a query means: a small tree. parse() makes it from text; expand() writes into its leaves how each may be written
// in an article; the index side compiles it, the highlighter marks by it, to_text() shows it.

#include "engine/article/date.h"
#include "engine/article/field.h"

#include <cstdint>
#include <string>
#include <vector>

namespace broadsheet::query {

enum class NodeKind : std::uint8_t {
    nothing,  ///< an empty query; as a filter it excludes nothing
    words,    ///< leaf: one word or compound as typed, any form of it ("open-source", "Elections")
    exact,    ///< leaf: words as written, adjacent ("\"open source\"", "=word")
    prefix,   ///< leaf: words that begin so ("econom*")
    keyword,  ///< leaf: a keyword field has this value ("source:reuters")
    dates,    ///< leaf: published within `range`
    all_of,   ///< children, of which `excluded` ones must not match
    any_of,   ///< children
    near,     ///< leaf children within `distance` words of each other
};

/// One way in which a leaf may stand in a text: a run of adjacent words.
struct Variant {
    std::vector<std::string> words;  ///< folded words, or one stem
    bool stemmed = false;            ///< the one word is a stem and matches every word of that stem
    friend bool operator==(const Variant&, const Variant&) = default;
};

struct Node {
    NodeKind kind = NodeKind::nothing;
    bool excluded = false;        ///< in an all_of: articles that match this don't match
    std::vector<FieldId> fields;  ///< of leaves in text fields: where to look; empty means the request's default
    std::string text;             ///< of leaves: as typed, without operators
    DateRange range;
    std::uint32_t distance = 0;
    std::vector<Node> children;
    std::vector<Variant> variants;  ///< of text leaves, filled by expand()
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
