// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// MIME (RFC 2045–2047, 2231, 5322): the parts of a message and their headers.
// Owns the bounds on nesting and on the number of parts; time is linear in the message's size.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

inline constexpr int mime_depth_max = 12;
inline constexpr std::size_t mime_parts_max = 2000;

struct MimeHeader {
    std::string name;        ///< in lower case
    std::string_view value;  ///< as it stands in the message, still folded and encoded
};

/// A message or one part of one. Views point into the bytes that were parsed.
struct MimePart {
    std::vector<MimeHeader> headers;
    std::string_view body;        ///< as transferred
    std::string media_type;       ///< "text/plain" if nothing is said
    std::vector<MimePart> parts;  ///< of a multipart, or the message in a message/rfc822

    /// The first header of a name, unfolded and with encoded words decoded; empty if there is none.
    std::string header(std::string_view name) const;
    /// A parameter of a header, as `charset` of `content-type`; RFC 2231 encoding is undone.
    std::string parameter(std::string_view name, std::string_view parameter) const;
    bool has(std::string_view name) const { return find(name) != nullptr; }
    const MimeHeader* find(std::string_view name) const;
};

/// Whatever the bytes are; what is no MIME becomes one part of plain text.
MimePart parse_mime(std::string_view message);

/// The part's bytes with quoted-printable or base64 undone; what is neither passes as it is.
std::string decoded_body(const MimePart& part);

}  // namespace broadsheet
