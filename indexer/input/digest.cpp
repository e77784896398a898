// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/digest.h"

#include "indexer/input/clean_text.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <span>

namespace broadsheet {
namespace {

constexpr std::size_t block_bytes = 64;
using Block = std::span<const unsigned char, block_bytes>;

std::uint32_t word_at(Block block, std::size_t index) {
    const unsigned char* p = block.data() + 4 * index;
    return std::uint32_t{p[0]} << 24 | std::uint32_t{p[1]} << 16 | std::uint32_t{p[2]} << 8 | p[3];
}

/// Calls `mix` with each block, the last ones padded with a one bit, zeros and the length in bits.
template <typename Mix>
void for_each_block(std::string_view bytes, Mix mix) {
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    std::size_t at = 0;
    for (; at + block_bytes <= bytes.size(); at += block_bytes) mix(Block(data + at, block_bytes));
    std::array<unsigned char, 2 * block_bytes> tail{};
    const std::size_t rest = bytes.size() - at;
    for (std::size_t i = 0; i < rest; ++i) tail[i] = data[at + i];
    tail[rest] = 0x80;
    const std::size_t tail_bytes = rest + 9 <= block_bytes ? block_bytes : 2 * block_bytes;
    const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
    for (std::size_t i = 0; i < 8; ++i) tail[tail_bytes - 1 - i] = static_cast<unsigned char>(bits >> (8 * i));
    for (std::size_t i = 0; i < tail_bytes; i += block_bytes) mix(Block(tail.data() + i, block_bytes));
}

template <std::size_t n>
std::string bytes_of_words(const std::array<std::uint32_t, n>& words) {
    std::string out;
    for (const std::uint32_t word : words)
        for (const int shift : {24, 16, 8, 0}) out += static_cast<char>(word >> shift & 0xFF);
    return out;
}

void mix_sha1(std::array<std::uint32_t, 5>& state, Block block) {
    std::array<std::uint32_t, 80> w{};
    for (std::size_t i = 0; i < 16; ++i) w[i] = word_at(block, i);
    for (std::size_t i = 16; i < 80; ++i) w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    std::uint32_t a = state[0];
    std::uint32_t b = state[1];
    std::uint32_t c = state[2];
    std::uint32_t d = state[3];
    std::uint32_t e = state[4];
    const auto step = [&](std::uint32_t f, std::uint32_t constant, std::uint32_t word) {
        const std::uint32_t next = std::rotl(a, 5) + f + e + constant + word;
        e = d;
        d = c;
        c = std::rotl(b, 30);
        b = a;
        a = next;
    };
    for (std::size_t i = 0; i < 20; ++i) step((b & c) | (~b & d), 0x5A827999, w[i]);
    for (std::size_t i = 20; i < 40; ++i) step(b ^ c ^ d, 0x6ED9EBA1, w[i]);
    for (std::size_t i = 40; i < 60; ++i) step((b & c) | (b & d) | (c & d), 0x8F1BBCDC, w[i]);
    for (std::size_t i = 60; i < 80; ++i) step(b ^ c ^ d, 0xCA62C1D6, w[i]);
    state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e};
}

/// The first 32 bits of the fractional parts of the roots of the first primes, from which SHA-2 takes its constants.
template <std::size_t n>
std::array<std::uint32_t, n> root_fractions(long double (*root)(long double)) {
    std::array<std::uint32_t, n> fractions{};
    std::size_t found = 0;
    for (unsigned number = 2; found < n; ++number) {
        bool prime = true;
        for (unsigned divisor = 2; divisor * divisor <= number; ++divisor) prime = prime && number % divisor != 0;
        if (!prime) continue;
        const long double value = root(static_cast<long double>(number));
        fractions[found++] = static_cast<std::uint32_t>((value - std::floor(value)) * 4294967296.0L);
    }
    return fractions;
}

void mix_sha256(std::array<std::uint32_t, 8>& state, const std::array<std::uint32_t, 64>& constants, Block block) {
    std::array<std::uint32_t, 64> w{};
    for (std::size_t i = 0; i < 16; ++i) w[i] = word_at(block, i);
    for (std::size_t i = 16; i < 64; ++i) {
        const std::uint32_t low = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ w[i - 15] >> 3;
        const std::uint32_t high = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + low + w[i - 7] + high;
    }
    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t i = 0; i < 64; ++i) {
        const std::uint32_t high = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
        const std::uint32_t one = h + high + ((e & f) ^ (~e & g)) + constants[i] + w[i];
        const std::uint32_t low = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
        const std::uint32_t two = low + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + one;
        d = c;
        c = b;
        b = a;
        a = one + two;
    }
    const std::array<std::uint32_t, 8> mixed{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < 8; ++i) state[i] += mixed[i];
}

constexpr std::string_view base32_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::string_view hexadecimal_digits = "0123456789abcdef";
constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view base64_address_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The bytes in digits of `bits` bits each, the first bit first.
std::string in_digits(std::string_view bytes, std::string_view digits, unsigned bits) {
    std::string out;
    std::uint32_t held = 0;
    unsigned held_bits = 0;
    for (const char c : bytes) {
        held = (held << 8 | static_cast<unsigned char>(c)) & 0xFFFF;
        for (held_bits += 8; held_bits >= bits; held_bits -= bits)
            out += digits[held >> (held_bits - bits) & ((1U << bits) - 1)];
    }
    if (held_bits > 0) out += digits[held << (bits - held_bits) & ((1U << bits) - 1)];
    return out;
}

}  // namespace

std::string sha1(std::string_view bytes) {
    std::array<std::uint32_t, 5> state{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    for_each_block(bytes, [&](Block block) { mix_sha1(state, block); });
    return bytes_of_words(state);
}

std::string sha256(std::string_view bytes) {
    static const auto constants = root_fractions<64>([](long double x) { return std::cbrt(x); });
    static const auto start = root_fractions<8>([](long double x) { return std::sqrt(x); });
    std::array<std::uint32_t, 8> state = start;
    for_each_block(bytes, [&](Block block) { mix_sha256(state, constants, block); });
    return bytes_of_words(state);
}

std::string sha1_label(std::string_view bytes) {
    return "sha1:" + in_digits(sha1(bytes), base32_digits, 5);
}

std::optional<bool> matches_digest(std::string_view label, std::string_view bytes) {
    const std::size_t colon = label.find(':');
    if (colon == std::string_view::npos) return {};
    const std::string kind = ascii_lower(label.substr(0, colon));
    std::string_view value = label.substr(colon + 1);
    while (value.ends_with('=')) value.remove_suffix(1);
    std::string digest;
    if (kind == "sha1" || kind == "sha-1")
        digest = sha1(bytes);
    else if (kind == "sha256" || kind == "sha-256")
        digest = sha256(bytes);
    else
        return {};
    return equals_blind(value, in_digits(digest, hexadecimal_digits, 4)) ||
           equals_blind(value, in_digits(digest, base32_digits, 5)) || value == in_digits(digest, base64_digits, 6) ||
           value == in_digits(digest, base64_address_digits, 6);
}

}  // namespace broadsheet
