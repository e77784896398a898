// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The texts of a feed: titles and bodies in all the ways in which dialects encode them.

#include "indexer/formats/xml_tree.h"

#include <string>
#include <string_view>

namespace broadsheet {

/// A text as HTML: what type, mode (Atom 0.3) and contents say, in this order. Elements inside are taken as they are;
/// base64 is decoded; plain text is escaped unless it plainly is HTML. Pictures and other binary data give nothing.
std::string feed_html(const XmlElement& element);

/// As one line: a title, a name.
std::string feed_line(const XmlElement& element);

/// As paragraphs.
std::string feed_body(const XmlElement& element);

}  // namespace broadsheet
