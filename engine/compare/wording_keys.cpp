// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/compare/wording_keys.h"

#include "engine/compare/hash.h"

namespace broadsheet {

namespace {

constexpr std::size_t band_slots = 4;
constexpr std::uint64_t band_kind = 1;
constexpr std::uint64_t text_kind = 2;

std::uint64_t band_of(std::span<const std::uint8_t> sketch, std::size_t band) {
    std::uint64_t value = band;
    for (std::size_t i = 0; i < band_slots; ++i) value = value << 8 | sketch[band * band_slots + i];
    return value;
}

}  // namespace

std::uint32_t posting_key(std::uint64_t kind, std::uint64_t value) {
    const auto key = static_cast<std::uint32_t>(combine(kind, value));
    return key == 0 ? 1 : key;
}

std::array<std::uint32_t, wording_keys_max> wording_keys(std::uint64_t text_hash,
                                                         std::span<const std::uint8_t> sketch) {
    std::array<std::uint32_t, wording_keys_max> keys{};
    if (text_hash == 0) return keys;
    keys[0] = posting_key(text_kind, text_hash);
    for (std::size_t band = 0; band < wording_bands; ++band)
        keys[band + 1] = posting_key(band_kind, band_of(sketch, band));
    return keys;
}

}  // namespace broadsheet
