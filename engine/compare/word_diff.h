// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What changed between two texts, by the word; and which sentences of a text another doesn't have.
// Owns how texts are cut for it and what is shown as changed; the search for the shortest change is in edit_script.h.

#include "engine/article/text_range.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace broadsheet {

enum class Change : std::uint8_t { same, removed, added };

/// What is removed is an empty range of the new text, what is added one of the old text. What is the same may differ in
/// white space.
struct DiffRun {
    Change change = Change::same;
    TextRange before;
    TextRange after;
    friend bool operator==(const DiffRun&, const DiffRun&) = default;
};

/// Runs in order; together they cover both texts, so that the new text is the `after` of all. Two neighbours differ in
/// kind, and removed stands before added. A few equal words between much longer changes count as changed. Time grows
/// with the length of the texts, even if nothing is the same; then the change isn't always the shortest.
std::vector<DiffRun> word_diff(std::string_view before, std::string_view after);

/// Sentences of `text` in order, those of which `known` has no sentence with most of the same words: what a telling
/// added. `language` is ISO 639-1.
std::vector<TextRange> sentences_not_in(std::string_view known, std::string_view text, std::string_view language);

}  // namespace broadsheet
