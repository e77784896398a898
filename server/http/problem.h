// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Error replies: application/problem+json of RFC 9457, the same shape for every refusal of the server.

#include <cstddef>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/http.h"

namespace broadsheet {

/// What a problem may say beyond status, code and detail.
struct ProblemExtensions {
    std::optional<std::string> param{};       ///< the query parameter at fault
    std::optional<std::size_t> position{};    ///< byte offset into its value
    std::optional<std::string> suggestion{};  ///< what to write instead
};

/// The reply for an error. `code` is a short stable word for programs (unknown_parameter), `detail` a sentence for
/// people that says what to do. `type` is about:blank, as RFC 9457 wants where `title` is the status phrase. Bytes of
/// `detail` that are not UTF-8 are replaced.
HttpResponse problem(int status, std::string_view code, std::string_view detail,
                     const ProblemExtensions& extensions = {});

/// The reply for an exception: an Error tells its message (usage 400, not_found 404, the others 503); of anything else
/// nothing is told but that it happened (500).
HttpResponse problem_of(const std::exception_ptr& exception);

/// "Not Found" for 404; "Unknown" for a status that HTTP does not name.
std::string_view reason_phrase(int status);

}  // namespace broadsheet
