// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the words of an archive tell a query. The index implements it; tests use a small table.
// Owns only the questions.

#include "engine/analysis/term.h"

#include <cstdint>
#include <string>
#include <vector>

namespace broadsheet::query {

class Vocabulary {
public:
    virtual ~Vocabulary() = default;

    /// Stem codes of the languages present (see stem_code()), most frequent first, at most eight.
    virtual const std::vector<std::string>& stem_codes() const = 0;

    /// How compounds closed up as `closed` are hyphenated in the archive: {"open-source"} for "opensource".
    virtual std::vector<std::string> compounds(const std::string& closed) const = 0;

    /// Up to `limit` words of a text field, or of all together, that begin with `prefix`, most frequent first.
    virtual std::vector<std::string> words_with_prefix(TextField field, const std::string& prefix,
                                                       std::size_t limit) const = 0;

    /// Up to `limit` words written with at most `edits_max` letters put in, left out, replaced or swapped with their
    /// neighbour; the nearest first, of those the most frequent. Without the word itself.
    virtual std::vector<std::string> similar_words(const std::string& word, std::size_t edits_max,
                                                   std::size_t limit) const = 0;

    /// How many articles hold the word, written so, in any text field.
    virtual std::uint32_t articles_with(const std::string& word) const = 0;

    /// True if articles write the word in small letters, as a word of its own: "aids", not "Nato".
    virtual bool is_written_small(const std::string& word) const = 0;
};

}  // namespace broadsheet::query
