// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Hashes of words and texts that are kept in fingerprints.
// Owns functions whose values are stored: changing one means raising fingerprint_version.

#include <cstdint>
#include <string_view>

namespace broadsheet {

/// A bijection that spreads every bit of the input over the whole word (the finalizer of Murmur3, by Austin Appleby).
inline std::uint64_t mix(std::uint64_t value) {
    value ^= value >> 33;
    value *= 0xff51afd7ed558ccdULL;
    value ^= value >> 33;
    value *= 0xc4ceb9fe1a85ec53ULL;
    return value ^ (value >> 33);
}

inline std::uint64_t combine(std::uint64_t seed, std::uint64_t value) {
    return mix(seed * 0x9e3779b97f4a7c15ULL + value + 0x632be59bd9b4e019ULL);
}

/// FNV-1a, mixed: words are short.
inline std::uint64_t hash_word(std::string_view word) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char byte : word) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
    return mix(hash);
}

}  // namespace broadsheet
