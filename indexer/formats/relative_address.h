// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Addresses as documents write them: relative ones made whole.

#include <string>
#include <string_view>

namespace broadsheet {

/// `reference` seen from `base` (RFC 3986, section 5.2), both trimmed; the reference itself if `base` is no address of
/// the web. Empty if the reference is.
std::string resolve_address(std::string_view base, std::string_view reference);

}  // namespace broadsheet
