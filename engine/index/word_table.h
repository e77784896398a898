// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The words of a segment as written, sorted, with the number of articles that have each. Words are folded
// (analysis/token.h); among them stand the writings of analysis/term.h ("'resume=résumé", "XHopensource=open-source")
// and the definitions ("XDagi=artificial general intelligence").

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace broadsheet {

/// Documents of the segment, dead ones included.
struct WordCounts {
    std::uint32_t articles = 0;  ///< that have the word anywhere
    std::uint32_t titles = 0;    ///< that have it in the title
    std::uint32_t authors = 0;   ///< that have it in an author's name
    std::uint32_t small = 0;     ///< that have it in the text in small letters
    std::uint32_t writings = 0;  ///< that have it beside another word (see token_stream.h)

    WordCounts& operator+=(const WordCounts& other) {
        articles += other.articles;
        titles += other.titles;
        authors += other.authors;
        small += other.small;
        writings += other.writings;
        return *this;
    }
};

/// Views into memory or a mapped file. A word's rank is its place in order (by bytes), its number stands for it in
/// token streams: frequent words have small ones.
struct WordTable {
    std::span<const std::uint32_t> ends;  ///< of each word's text, by rank
    std::span<const WordCounts> counts;   ///< by rank
    std::span<const std::uint32_t> numbers;
    std::span<const std::uint32_t> ranks;  ///< by number
    std::string_view text;

    struct Range {
        std::uint32_t begin = 0, end = 0;
    };

    std::uint32_t size() const { return static_cast<std::uint32_t>(ends.size()); }
    std::string_view word(std::uint32_t rank) const {
        const std::uint32_t begin = rank == 0 ? 0 : ends[rank - 1];
        return text.substr(begin, ends[rank] - begin);
    }
    /// The first rank from `first` on whose word isn't before `word`.
    std::uint32_t lower_bound(std::string_view word, std::uint32_t first = 0) const;
    std::optional<std::uint32_t> find(std::string_view word) const;
    /// Ranks of all words that begin with `prefix`.
    Range starting_with(std::string_view prefix) const;
};

}  // namespace broadsheet
