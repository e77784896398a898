// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a reply tells about its query beside the hits: the written forms, the meanings of acronyms, a better query.
// Owns the advice; none of it changes what is found.

#include "engine/query/node.h"
#include "engine/search/deadline.h"
#include "engine/search/search.h"
#include "engine/search/vocabulary.h"

#include <functional>
#include <string>

namespace broadsheet {

/// An acronym's small letters as readers know them: "AGI" of "agi". ASCII letters only.
std::string capitals(std::string letters);

/// Counts what a tree that isn't expanded yet finds.
using CountMatches = std::function<std::uint64_t(query::Node root)>;

/// Forms of the words of an expanded tree that articles hold, the words one after the other in query order.
std::vector<WrittenForm> forms_of(const query::Node& root, const IndexVocabulary& vocabulary,
                                  const CountMatches& count);

/// `root` needs no expansion.
std::vector<Meaning> meanings_of(const query::Node& root, const IndexVocabulary& vocabulary);

/// A query that finds more, or the nearest that finds anything if `total` is 0; no value if there is no better one.
/// `root` as parsed, not expanded. After the deadline nothing more is tried.
std::optional<Suggestion> suggestion_for(const query::Node& root, std::uint64_t total,
                                         const IndexVocabulary& vocabulary, const CountMatches& count,
                                         Deadline& deadline);

}  // namespace broadsheet
