// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The target of a request line, read strictly: percent-decoding once, query parameters as sent. Pure.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet {

struct Target {
    std::string path;
    std::vector<std::pair<std::string, std::string>> parameters;
    std::string authority;  ///< host[:port] of an absolute target (http://host/path), else empty
};

/// Reads a raw target (`/path?name=value&…` or its absolute form). In the query, + is a space and only the first = of a
/// parameter separates. No value, with the reason in `error`, for broken percent-encoding, ASCII control characters,
/// text that is not UTF-8, or a target of another form.
std::optional<Target> parse_target(std::string_view raw, std::string& error);

/// Well-formed UTF-8 as Unicode defines it: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_target_utf8(std::string_view bytes);

}  // namespace broadsheet
