// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What is kept of an article for comparing it with all others: a hash of its text, a sketch of its wording, its telling
// terms. Owns what goes into a fingerprint and how it is written down; knows nothing of other articles.

#include "engine/article/article.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// First byte of a stored fingerprint. Raised whenever an article's fingerprint changes: those of another version are
/// made anew from the article.
inline constexpr std::uint8_t fingerprint_version = 1;

inline constexpr std::size_t sketch_slots = 48;
inline constexpr std::size_t telling_terms_max = 56;
inline constexpr std::size_t quoted_shingles_max = 12;

/// A word, name, number or pair of them that says what an article is about: 28 bits of hash and, in the lowest four,
/// its weight within the article (1 to 15). Comparing two as numbers compares their hashes.
using TellingTerm = std::uint32_t;
inline constexpr unsigned term_weight_bits = 4;
inline constexpr std::uint32_t term_weight_mask = (1U << term_weight_bits) - 1;
/// The lowest bit of the hash is set for numbers and what they count.
inline constexpr std::uint32_t number_term = 1U << term_weight_bits;

struct Fingerprint {
    std::uint64_t text_hash = 0;  ///< of the body's folded words; articles without a body have 0
    std::uint32_t words = 0;      ///< in the body
    std::uint64_t title = 0;      ///< a bit for each word of the title, by its hash
    /// One byte of the least hash of the body's shingles (three words) for each of as many hash functions, after
    /// Broder, "On the resemblance and containment of documents" (1997), and Li and König, "b-bit minwise hashing"
    /// (2010).
    std::array<std::uint8_t, sketch_slots> sketch{};
    std::vector<TellingTerm> terms;  ///< sorted, no hash twice
    std::vector<std::uint32_t>
        quoted;  ///< sorted: those shingles (four words) inside quotation marks with least hashes

    friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

/// Reads title, subtitle, body and language. Pure: the same article gives the same fingerprint on every machine.
Fingerprint fingerprint_of(const Article& article);

/// At most 352 bytes.
std::string encode(const Fingerprint& fingerprint);

/// Nothing if `blob` is of another version or damaged.
std::optional<Fingerprint> decode_fingerprint(std::string_view blob);

}  // namespace broadsheet
