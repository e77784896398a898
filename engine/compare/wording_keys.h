// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// By which keys are bodies of nearly the same wording found? Bands of the sketch (locality-sensitive hashing).

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace broadsheet {

inline constexpr std::size_t wording_bands = 5;
inline constexpr std::size_t wording_keys_max = 1 + wording_bands;

/// A 32-bit key of the whole text, then one for each band of four slots; 0 for a body without text. Two bodies that
/// share a part s of their shingles have a band in common with probability 1 - (1 - s^4)^5.
std::array<std::uint32_t, wording_keys_max> wording_keys(std::uint64_t text_hash, std::span<const std::uint8_t> sketch);

/// `value` as a key among those of its `kind`; never 0.
std::uint32_t posting_key(std::uint64_t kind, std::uint64_t value);

}  // namespace broadsheet
