// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Fills the leaves of a query tree with the ways in which they may be written.

#include "engine/query/node.h"

#include <string>
#include <vector>

namespace broadsheet::query {

/// What the archive's own vocabulary tells about words. The index implements it; tests use a small table.
class Vocabulary {
public:
    virtual ~Vocabulary() = default;

    /// ISO 639-1 codes of the languages present, most frequent first, at most eight.
    virtual const std::vector<std::string>& languages() const = 0;

    /// How compounds closed up as `closed` are hyphenated in the archive: {"open-source"} for "opensource".
    virtual std::vector<std::string> compounds(const std::string& closed) const = 0;

    /// Up to `limit` words of a text field that begin with `prefix`, most frequent first.
    virtual std::vector<std::string> words_with_prefix(FieldId field, const std::string& prefix, std::size_t limit) const = 0;
};

inline constexpr std::size_t prefix_expansion_max = 64;

/// Analyses the text of every text leaf below `root` into variants. A leaf whose text has no word at all becomes `nothing`.
void expand(Node& root, const Vocabulary& vocabulary);

}  // namespace broadsheet::query
