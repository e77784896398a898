// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The documents of a segment that have one term or one of several, decoded into arrays.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace Xapian {
class Database;
}

namespace broadsheet::match {

/// Postings of which the best is known, so that most need no look when only the best are wanted.
inline constexpr std::size_t block_postings = 128;

struct Postings {
    std::vector<std::uint32_t> documents;   ///< ascending, from 0
    std::vector<std::uint8_t> frequencies;  ///< of each; more than frequency_most count as that

    /// Of each block_postings in a row: no posting of them has more, no document less.
    struct Block {
        std::uint8_t frequency_max = 0;
        std::uint32_t length_min = 0;
    };
    std::vector<Block> blocks;

    /// For terms of many documents: a bit for each document of the segment, and the number of postings before each 64.
    std::vector<std::uint64_t> bits;
    std::vector<std::uint32_t> before;

    std::size_t term_documents = 0;  ///< of all terms together: a document counts once for each that it has

    std::size_t size() const { return documents.size(); }
    /// The first posting from `posting` on whose document isn't before `document`; size() if there is none.
    std::size_t first_from(std::uint32_t document, std::size_t posting) const;
    std::size_t bytes() const;
};

/// The terms as one, with the sum of their frequencies. `lengths` of all documents of the segment. Throws
/// Xapian::Error.
Postings read_postings(const Xapian::Database& segment, const std::vector<std::string>& terms,
                       std::span<const std::uint32_t> lengths);

}  // namespace broadsheet::match
