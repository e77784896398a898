// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Picks from an article what a reader would select with the mouse and paste into a search field. Has its own idea of
// words, apart from the engine's, which it serves to test.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string_view>

namespace broadsheet::test {

/// Bytes [begin, end) of a text, on character boundaries.
struct Passage {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view in(std::string_view text) const { return text.substr(begin, end - begin); }
};

/// Two words of one paragraph, the first before the second.
struct PassagePair {
    Passage first, second;
};

/// The same picks for the same seed on every machine. Where a text has spaces between words, a word is what stands
/// between them without the punctuation around it; in scripts without spaces it is two to four characters.
/// All return no value where the text has nothing of the kind near the place looked at.
class PassagePicker {
public:
    explicit PassagePicker(std::uint32_t seed) : random_(seed) {}

    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

    /// A word from the middle half of the text, one that is no operator of the query language.
    std::optional<Passage> word(std::string_view text);
    /// A word of letters alone with at least `characters_min` of them.
    std::optional<Passage> plain_word(std::string_view text, std::size_t characters_min);
    /// A word with a hyphen inside.
    std::optional<Passage> compound(std::string_view text);
    /// Several words in a row (6 to 12 words are 8 to 20 characters in scripts without spaces); one paragraph's,
    /// without brackets, quotation marks and signs that a query reads as operators.
    std::optional<Passage> phrase(std::string_view text, std::size_t words_min, std::size_t words_max);
    /// Different words of letters alone with at most `between_max` words between them.
    std::optional<PassagePair> pair(std::string_view text, std::size_t between_max);

private:
    std::mt19937 random_;
};

}  // namespace broadsheet::test
