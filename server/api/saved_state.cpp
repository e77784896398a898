// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/saved_state.h"

#include "server/api/saved_query.h"

#include <chrono>

namespace broadsheet {
namespace {

constexpr std::chrono::milliseconds counting_time{1000};

std::string joined(std::string_view path, const std::string& query, const std::string& more = {}) {
    std::string url(path);
    if (!query.empty()) url += '?' + query;
    if (!more.empty()) url += (query.empty() ? "?" : "&") + more;
    return url;
}

SavedState uncounted(const SavedSearch& saved, std::int64_t now_s) {
    SavedState state{saved, {}, {}, {}, {}, {}, {}};
    auto read = read_saved_query(saved.query, now_s);
    if (auto* search = std::get_if<SearchParameters>(&read)) state.search = std::move(*search);
    const std::string added = "addedAfter=" + std::to_string(saved.seen_article.value);
    state.url = joined("/", saved.query);
    state.added_url = saved.seen_article.value == 0 ? state.url : joined("/", saved.query, added);
    state.feed_url = joined("/feed.atom", saved.query);
    state.api_url = joined("/api/v1/search", saved.query);
    return state;
}

void count(SavedState& state, const ArchiveAccess& access, ArticleId newest) {
    if (!state.search) return;
    if (state.saved.seen_article >= newest) {
        state.added = 0;
        return;
    }
    SearchRequest request = state.search->request;
    request.added_after = state.saved.seen_article;
    state.added = access.count(request);
}

}  // namespace

SavedState state_of(const SavedSearch& saved, const ArchiveAccess& access, ArticleId newest) {
    SavedState state = uncounted(saved, access.now_s());
    count(state, access, newest);
    return state;
}

std::vector<SavedState> states_of(const std::vector<SavedSearch>& searches, const ArchiveAccess& access,
                                  ArticleId newest) {
    const auto end = std::chrono::steady_clock::now() + counting_time;
    std::vector<SavedState> states;
    for (const SavedSearch& saved : searches) {
        states.push_back(uncounted(saved, access.now_s()));
        if (std::chrono::steady_clock::now() < end) count(states.back(), access, newest);
    }
    return states;
}

}  // namespace broadsheet
