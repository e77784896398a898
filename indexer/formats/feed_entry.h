// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The entries of RSS, RDF, Atom and CDF, and what the feed around them says for all of them.

#include "engine/article/article.h"
#include "indexer/formats/xml_tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

struct FeedContext {
    XmlNamespaces namespaces;
    std::string title;
    std::string language;
    std::string base;  ///< what relative addresses start from
    std::vector<std::string> authors;
};

/// What stands around the entries of a feed. `address` is where it was fetched from, if that is known.
FeedContext read_feed_context(std::string_view outside, std::string_view address);

/// The article of an entry, still to be completed by deliver(). Without a full text, or with one that says that it goes
/// on elsewhere, it is `partial`:
/// - `content:encoded`, Atom's `content` and XHTML's `body` are full texts, unless they are short and end in "…",
///   "[…]" or "Read more", or a summary beside them is longer;
/// - `description`, `summary` and the like are full texts only if they are long and don't end so.
/// A deleted entry (RFC 6721) is an article of the same key that is `withdrawn`, with what its comment says as body.
Article read_feed_entry(const XmlElement& entry, const FeedContext& feed);

/// A date of a feed, also where its time zone is one that nobody knows; unknown if it is none.
Date read_feed_date(std::string_view text);

/// Names out of "jo@example.org (Jo Park)", "Jo Park <jo@example.org>", "Jo Park and Mei Tan".
std::vector<std::string> feed_names(std::string_view text, std::string_view source);

}  // namespace broadsheet
