// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The texts of a feed: titles and bodies in all the ways in which dialects encode them, and what feeds add to them.

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
/// The same for a text whose kind isn't stated: HTML, or plain paragraphs.
std::string body_of(std::string_view text);

/// What base64 stands for; empty if it isn't base64.
std::string decode_base64(std::string_view text);

/// Takes from the end of a body what software has put there: "Read more", "Continue reading …", "[…]", "The post …
/// appeared first on …". True if any of it says that the text goes on elsewhere, or if the text ends with "…".
bool remove_feed_remains(std::string& body);

/// True for a text that is no more than a summary: under about 700 letters (250 of Chinese or Japanese).
bool is_short(std::string_view body);

}  // namespace broadsheet
