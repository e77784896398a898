// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a search is answered with: JSON, another form, a feed, the page.
// Owns the way of all of these: the client's copy, the kept reply, the turn, the search.

#include "server/api/archive_access.h"
#include "server/api/feed.h"
#include "server/api/reply_cache.h"
#include "server/api/search_parameters.h"
#include "server/api/typing_turns.h"
#include "server/http/http.h"

#include <functional>
#include <string>
#include <string_view>

namespace broadsheet {

/// May be used by any thread.
class SearchEndpoints {
public:
    /// The archive's figures for pages of a generation.
    using OverviewOf = std::function<ArchiveOverview(std::uint64_t generation)>;

    /// `access` and `replies` must outlive it.
    SearchEndpoints(const ArchiveAccess& access, ReplyCache& replies, OverviewOf overview)
        : access_(access), replies_(replies), overview_(std::move(overview)) {}

    /// In the form that the request names.
    HttpResponse reply(const HttpRequest& request);
    HttpResponse feed(FeedKind kind, const HttpRequest& request);
    HttpResponse page(const HttpRequest& request);

private:
    using Make = std::function<ReplyCache::Made(SearchParameters& search, const std::string& tag)>;

    HttpResponse searched(const HttpRequest& request, std::string_view kind, const Make& make);
    ReplyCache::Made make_json(const HttpRequest& request, SearchParameters& search, const std::string& tag) const;
    ReplyCache::Made make_formatted(const HttpRequest& request, SearchParameters& search, const std::string& tag) const;
    ReplyCache::Made make_page(const HttpRequest& request, SearchParameters& search, const std::string& tag) const;
    SearchReply searched_plainly(const HttpRequest& request, SearchParameters& search, std::size_t snippets) const;
    std::optional<Explanation> explanation_for(const SearchParameters& search) const;

    const ArchiveAccess& access_;
    ReplyCache& replies_;
    OverviewOf overview_;
    TypingTurns turns_;
};

}  // namespace broadsheet
