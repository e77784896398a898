// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Documents of a segment as bits: document d is bit d % 64 of word d / 64.

#include <bit>
#include <cstdint>

namespace broadsheet::match {

inline constexpr std::uint32_t word_documents = 64;

/// The number of set bits. Without the instruction for it (which programs for any amd64 can't count on) a library
/// function would be called for each.
inline std::uint32_t count_bits(std::uint64_t bits) {
#ifdef __POPCNT__
    return static_cast<std::uint32_t>(std::popcount(bits));
#else
    bits -= bits >> 1 & 0x5555555555555555U;
    bits = (bits & 0x3333333333333333U) + (bits >> 2 & 0x3333333333333333U);
    bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0FU;
    return static_cast<std::uint32_t>(bits * 0x0101010101010101U >> 56);
#endif
}

inline void set_bit(std::uint64_t* bits, std::uint32_t document) {
    bits[document / word_documents] |= std::uint64_t{1} << document % word_documents;
}

/// Those of the word's bits that belong to documents from `document` on, which lies in it.
inline std::uint64_t bits_from(std::uint64_t word, std::uint32_t document) {
    return word & (~std::uint64_t{0} << document % word_documents);
}

/// Those that belong to documents before `document`.
inline std::uint64_t bits_before(std::uint64_t word, std::uint32_t document) {
    return word & ~(~std::uint64_t{0} << document % word_documents);
}

/// Calls see(document) for each set bit of the word that begins with document `first`.
template <typename See>
void for_each_bit(std::uint64_t word, std::uint32_t first, See&& see) {
    for (; word != 0; word &= word - 1) see(first + static_cast<std::uint32_t>(std::countr_zero(word)));
}

}  // namespace broadsheet::match
