// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A stored HTTP response: status, headers, and the body as the server meant it.
// Owns undoing chunks and compression; lenient, because archives store both undone and not, whatever the headers say.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

struct ArchivedResponse {
    int status = 0;                                            ///< 0 if it can't be read
    std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
    std::string_view body;                                     ///< as transferred, within the block
    bool whole_head = true;                                    ///< false if the block ends within the headers

    /// The first value of a header; empty if there is none.
    std::string_view header(std::string_view name) const;
};

/// No value if the block doesn't begin as an HTTP response.
std::optional<ArchivedResponse> read_http_response(std::string_view block);

/// "Name: value" lines to the first empty line or the end; continued lines are joined. Names are in lower case.
/// `used_bytes` is how much of the text the lines and the empty line take.
std::vector<std::pair<std::string, std::string>> read_header_lines(std::string_view text, std::size_t& used_bytes);

/// True if the body is as long as its headers say, or they don't say.
bool has_whole_body(const ArchivedResponse& response);

struct HttpBody {
    std::string bytes;
    std::string unchunked;  ///< between chunks undone and compression undone; empty if that is the same
    std::string fault;      ///< why there are no bytes: "it is compressed with br, which is not read"
};
HttpBody decode_http_body(const ArchivedResponse& response, std::size_t bytes_max);

/// "text/html" of "Text/HTML; charset=utf-8".
std::string media_type_of(std::string_view content_type);
/// The value of a parameter of such a header, without quotes; empty if it is absent.
std::string parameter_of(std::string_view header, std::string_view name);

}  // namespace broadsheet
