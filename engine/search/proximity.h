// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How close together the words of a query stand in one article, as a part of its score.
// Owns the two measures: neighbours, and the best stretch of text.

#include "engine/index/generation.h"
#include "engine/match/reader.h"
#include "engine/query/node.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace broadsheet {

/// A word of the query as the index has it.
struct ScoredWord {
    std::vector<std::string> forms;  ///< with positions, in the row that all fields share
    double idf = 0;
};

/// The words of an expanded tree that say what it is after: no function words, nothing excluded; compounds as their
/// parts. At most 16.
std::vector<ScoredWord> scored_words(const query::Node& root, match::Reader& reader);

struct Closeness {
    double score = 0;
    bool all_words = false;  ///< every word stands somewhere in the article
};

/// Neighbours as in Büttcher, Clarke and Lushman (2006): each word gains from the rarity of the next different one, by
/// the square of the distance. To it comes the rarity of all words that meet within one short stretch.
/// For one thread.
class ClosenessMeter {
public:
    /// All arguments must outlive it.
    ClosenessMeter(const std::vector<ScoredWord>& words, const Generation& generation);

    Closeness of(std::size_t part, std::uint32_t document);
    /// Lets the processor fetch what of() will read soon.
    void expect_place(std::size_t part, std::uint32_t document) const {
        generation_.parts()[part].segment.files->tokens.tokens().expect_place(document);
    }
    void expect(std::size_t part, std::uint32_t document) const {
        generation_.parts()[part].segment.files->tokens.tokens().expect(document);
    }

private:
    /// A form of a word as a segment numbers it.
    struct NumberedForm {
        std::uint32_t number = 0;
        std::uint32_t word = 0;
    };

    /// The forms of all words in one segment.
    struct PartForms {
        std::vector<NumberedForm> sorted;
        std::array<bool, 256> maybe{};  ///< by the last bits of a number: most words of an article are none of these
    };

    const PartForms& forms_in(std::size_t part);

    const std::vector<ScoredWord>& words_;
    const Generation& generation_;
    std::vector<std::optional<PartForms>> forms_;  ///< by part
};

}  // namespace broadsheet
