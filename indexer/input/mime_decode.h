// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What mail encodes to pass through old machines: transfer encodings, encoded words, folded lines.
// Owns their decoding; whatever can't be decoded stays as it is.

#include <string>
#include <string_view>

namespace broadsheet {

std::string decode_base64(std::string_view text);
std::string decode_quoted_printable(std::string_view text);

/// Bytes written as a mark and two hexadecimal digits: "%20", "=20".
std::string decode_escapes(std::string_view text, char mark);

/// A header's value as text: unfolded, encoded words decoded, UTF-8. Raw bytes are read as their charset is guessed.
std::string decode_header(std::string_view value);

/// A header's value as one line, trimmed.
std::string unfold_header(std::string_view value);

/// The line at the front without its end (LF or CRLF), and how many bytes it takes with it.
std::string_view take_line(std::string_view text, std::size_t& used);

}  // namespace broadsheet
