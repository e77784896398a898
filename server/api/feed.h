// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A search as a feed: Atom (RFC 4287), RSS 2.0, JSON Feed 1.1.

#include "engine/search/search.h"
#include "server/api/search_parameters.h"

#include <string>
#include <string_view>

namespace broadsheet {

/// What a feed says of itself.
struct FeedFrame {
    std::string base;        ///< address of the server, "http://127.0.0.1:8080", without a slash at its end
    std::string self;        ///< path and query of the feed
    std::string next;        ///< of its next page; empty on the last one
    std::string archive_id;  ///< part of every id, so that feeds of two archives never share one
};

/// "/feed.atom?q=open-source" and its siblings.
enum class FeedKind : std::uint8_t { atom, rss, json };

std::string_view feed_content_type(FeedKind kind);

/// The articles of the reply, in its order. Ids are tag: URIs (RFC 4151) of archive and article, so they stay whatever
/// the server's address; an article that changes keeps its id and gets a later `updated`.
std::string feed_text(FeedKind kind, const FeedFrame& frame, const SearchParameters& search, const SearchReply& reply);

}  // namespace broadsheet
