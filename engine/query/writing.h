// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How single words are written in the archive: their forms, their stems, and whether capitals matter.
// Owns the rule that tells US from us.

#include "engine/analysis/token.h"
#include "engine/query/node.h"
#include "engine/query/vocabulary.h"

#include <span>
#include <string>
#include <vector>

namespace broadsheet::query {

/// The words of a text in reading order: compounds as their parts, tags whole.
std::vector<std::string> spaced_words(std::span<const Token> tokens);

class Writing {
public:
    /// `vocabulary` must outlive it.
    explicit Writing(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

    /// Adds the stems and forms of a word or acronym (".us") to a leaf.
    void add_word(const std::string& word, Node& leaf) const;

    /// The word at one place of a phrase: as it is and, where capitals don't matter, as an acronym or the reverse.
    Slot slot_of(const std::string& word) const;

    /// True for a function word of a language of the archive.
    bool is_function(const std::string& word) const;

    /// The stems of a word in the languages of the archive.
    std::vector<Stem> stems_of(const std::string& word) const;

    /// The word and others of the archive that share a stem with it in one of its languages.
    Slot forms_of(const std::string& word) const;

private:
    bool is_own_word(const std::string& word, const std::string& acronym) const;

    const Vocabulary& vocabulary_;
};

}  // namespace broadsheet::query
