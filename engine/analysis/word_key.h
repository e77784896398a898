// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Short words as numbers, so that looking one up compares no strings. For processors whose lowest byte comes first.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace broadsheet {

static_assert(std::endian::native == std::endian::little);

/// The bytes of a word of at most eight, the first lowest. Words hold no zero byte, so no two have the same number.
inline std::uint64_t pack_word(std::string_view word) {
    const auto load = [&](auto number, std::size_t at) {
        std::memcpy(&number, word.data() + at, sizeof number);
        return std::uint64_t{number};
    };
    const std::size_t size = word.size();
    // The second load overlaps the first by what the word lacks of a full one; both say the same there.
    if (size == 8) return load(std::uint64_t{}, 0);
    if (size >= 4) return load(std::uint32_t{}, 0) | load(std::uint32_t{}, size - 4) << (8 * (size - 4));
    if (size >= 2) return load(std::uint16_t{}, 0) | load(std::uint16_t{}, size - 2) << (8 * (size - 2));
    return size == 1 ? static_cast<unsigned char>(word.front()) : 0;
}

inline constexpr std::size_t word_key_bytes_max = 15;

/// A word of at most `word_key_bytes_max` bytes with its length; equal only to itself. The empty one is the default.
struct WordKey {
    std::uint64_t head = 0;
    std::uint64_t tail = 0;

    std::size_t size() const { return tail >> 56; }
    friend bool operator==(const WordKey&, const WordKey&) = default;
};

inline WordKey word_key(std::string_view word) {
    const std::uint64_t length = std::uint64_t{word.size()} << 56;
    if (word.size() <= 8) return {pack_word(word), length};
    return {pack_word(word.substr(0, 8)), pack_word(word.substr(8)) | length};
}

/// The word of a key.
inline void unpack(const WordKey& key, std::string& word) {
    char bytes[2 * sizeof key.head];
    std::memcpy(bytes, &key.head, sizeof key.head);
    std::memcpy(bytes + sizeof key.head, &key.tail, sizeof key.tail);
    word.assign(bytes, key.size());
}

/// For tables of a power of two of slots: take the highest bits.
inline std::uint64_t spread(const WordKey& key) {
    return ((key.head ^ key.tail * 0xc2b2ae3d27d4eb4fULL) * 0x9e3779b97f4a7c15ULL);
}

}  // namespace broadsheet
