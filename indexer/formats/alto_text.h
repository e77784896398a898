// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Text blocks of ALTO, the format in which newspapers come out of character recognition.

#include "indexer/formats/xml_tree.h"

#include <string>

namespace broadsheet {

/// All text that one file may hold.
inline constexpr std::size_t alto_text_bytes_max = std::size_t{64} * 1024 * 1024;

/// The paragraph of a TextBlock (names without prefixes): its lines joined, words that a line's end cuts made whole,
/// by SUBS_CONTENT where it is given, else by HYP or a hyphen before a small letter.
std::string alto_paragraph(const XmlElement& text_block);

}  // namespace broadsheet
