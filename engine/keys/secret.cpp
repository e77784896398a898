// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/keys/secret.h"

#include "engine/error.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <span>

#include <sys/random.h>

namespace broadsheet {

namespace {

constexpr std::string_view prefix = "bs_";
constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz234567";
constexpr std::size_t random_bytes = 32;
constexpr std::size_t random_letters = 52;
constexpr std::size_t check_letters = 4;

/// Five bits a letter, the first bits first; the last letter is filled up with zeros.
std::string base32(std::span<const std::byte> bytes) {
    std::string text;
    std::uint32_t bits = 0;
    int held = 0;
    for (const std::byte byte : bytes) {
        bits = (bits << 8 | std::to_integer<std::uint32_t>(byte)) & 0xFFFU;
        for (held += 8; held >= 5; held -= 5) text += alphabet[bits >> (held - 5) & 31U];
    }
    if (held > 0) text += alphabet[bits << (5 - held) & 31U];
    return text;
}

std::string check_of(std::string_view text) {
    return base32(digest_of(text)).substr(0, check_letters);
}

void fill_randomly(std::span<std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t got = ::getrandom(bytes.data(), bytes.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) throw Error(ErrorKind::io, std::string("keys: no randomness: ") + std::strerror(errno));
        bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
}

}  // namespace

std::string new_secret() {
    std::array<std::byte, random_bytes> bytes;
    fill_randomly(bytes);
    std::string text(prefix);
    text += base32(bytes);
    OPENSSL_cleanse(bytes.data(), bytes.size());
    return text + check_of(text);
}

bool is_secret(std::string_view text) {
    constexpr std::size_t checked = prefix.size() + random_letters;
    if (text.size() != checked + check_letters || !text.starts_with(prefix)) return false;
    return check_of(text.substr(0, checked)) == text.substr(checked);
}

SecretDigest digest_of(std::string_view secret) {
    SecretDigest digest{};
    unsigned int length = 0;
    const int done = EVP_Digest(secret.data(), secret.size(), reinterpret_cast<unsigned char*>(digest.data()), &length,
                                EVP_sha256(), nullptr);
    if (done != 1 || length != digest.size()) throw Error(ErrorKind::io, "keys: OpenSSL makes no SHA-256 digest");
    return digest;
}

bool same_digest(const SecretDigest& left, const SecretDigest& right) {
    return CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace broadsheet
