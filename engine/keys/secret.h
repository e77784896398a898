// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the owner of a key holds, and what is kept of it. A secret is "bs_", 256 random bits as 52 letters and digits
// (base32: a–z, 2–7) and 4 more that check the others, so that a mistyped secret is told from an unknown one. Kept is
// its SHA-256 alone: a secret as random as this one can't be guessed from it. The only user of OpenSSL in the engine.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace broadsheet {

using SecretDigest = std::array<std::byte, 32>;

/// From the kernel's randomness. Throws Error{io} if there is none.
std::string new_secret();

/// True if the text has the form of a secret and its check holds.
bool is_secret(std::string_view text);

SecretDigest digest_of(std::string_view secret);

/// Takes as long whichever bytes differ.
bool same_digest(const SecretDigest& left, const SecretDigest& right);

}  // namespace broadsheet
