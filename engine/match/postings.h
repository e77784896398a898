// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The documents of a segment that have one term or one of several, decoded into arrays.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace Xapian {
class Database;
}

namespace broadsheet::match {

/// Stretches of which the best posting is known, so that most need no look when only the best are wanted: so many
/// postings of a list, so many documents of bits.
inline constexpr std::size_t block_postings = 128;
inline constexpr std::uint32_t block_documents = 512;

/// Documents in order, from 0: a list, or a bit for each document of the segment where that takes no more room.
struct Postings {
    std::vector<std::uint32_t> documents;  ///< the list; empty if there are bits
    std::vector<std::uint64_t> bits;
    std::vector<std::uint32_t> before;  ///< the number of postings before each word of bits
    std::vector<std::uint8_t>
        frequencies;  ///< of each posting: 1 (function words: 0 as the index has them) to frequency_most

    /// No posting of the block has more, no document less.
    struct Block {
        std::uint8_t frequency_max = 0;  ///< 0 in a block that has none
        std::uint32_t length_min = 0;
    };
    std::vector<Block> blocks;

    std::size_t term_documents = 0;  ///< of all terms together: a document counts once for each that it has

    /// Of bits: what value_counts() keeps.
    struct Counted;
    static std::shared_ptr<Counted> not_counted();
    std::shared_ptr<Counted> counted;

    std::size_t size() const { return frequencies.size(); }
    bool has_bits() const { return !bits.empty(); }
    /// Of the bits: how many postings come before a document.
    std::size_t size_before(std::uint32_t document) const;
    std::size_t bytes() const;
};

/// The terms as one, with the sum of their frequencies. `lengths` of all documents of the segment. Throws
/// Xapian::Error.
Postings read_postings(const Xapian::Database& segment, const std::vector<std::string>& terms,
                       std::span<const std::uint32_t> lengths);

/// Of these documents, ascending, each with the frequency 1.
Postings postings_of(std::vector<std::uint32_t> documents, std::span<const std::uint32_t> lengths);

}  // namespace broadsheet::match
