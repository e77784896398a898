// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a client sends before the body, checked before anything else looks at it. Stricter than HTTP asks where leniency
// is how requests get smuggled. Pure.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "server/http/http.h"

namespace broadsheet {

/// Why a request is not answered; the connection ends after it.
struct Refusal {
    int status;
    std::string code;
    std::string detail;
};

/// A request whose head was accepted; its body, of exactly `body_bytes`, is not read yet.
struct CheckedRequest {
    HttpRequest request;
    std::size_t body_bytes = 0;
    bool keep_alive = true;
    bool expects_continue = false;
    bool accepts_gzip = false;
    bool accepts_chunks = true;  ///< false for HTTP/1.0, where the end of the connection is the end of such a body
};

/// The head within the bytes received so far, up to and with the empty line; no value if more must come. A Refusal if
/// it exceeds a limit already, or cannot become a head.
std::variant<std::optional<std::string_view>, Refusal> find_head(std::string_view received, const HttpLimits& limits);

/// Reads a head that find_head has found.
std::variant<CheckedRequest, Refusal> parse_head(std::string_view head, const HttpLimits& limits);

/// True for a name of a method or a header (the token of RFC 9110).
bool is_token(std::string_view text);

/// True if the text has an ASCII control character other than tab.
bool has_control_character(std::string_view text);

}  // namespace broadsheet
