// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Digests as web archives write them: "sha1:" or "sha256:", then base 32, hexadecimal or base 64. To compare, not to
// keep secrets.

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

/// FIPS 180-4, 20 and 32 bytes.
std::string sha1(std::string_view bytes);
std::string sha256(std::string_view bytes);

/// "sha1:" and base 32, as web archives write it.
std::string sha1_label(std::string_view bytes);

/// Whether `label` ("sha1:B2LT…", "sha256:0f9b…") is the digest of the bytes; no value if the label is of another kind.
std::optional<bool> matches_digest(std::string_view label, std::string_view bytes);

}  // namespace broadsheet
