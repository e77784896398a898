// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/saved_page.h"

#include "server/api/search_links.h"
#include "server/pages/messages.h"
#include "server/pages/page_frame.h"
#include "server/pages/page_wording.h"

namespace broadsheet {
namespace {

std::string day_of_moment(std::int64_t utc_s) {
    return day_words({utc_s, DatePrecision::day, DateSource::none, std::nullopt});
}

/// "from: 2024 · sources: reuters"
std::string conditions_of(const SearchParameters& search) {
    std::string words;
    for (const auto& [name, value] : write_search_parameters(search)) {
        if (name == "q") continue;
        words += (words.empty() ? "" : " · ") + name + ": " + value;
    }
    return words;
}

Values row_of(const SavedState& state, bool may_write) {
    Values values;
    values.text("id", std::to_string(state.saved.id)).text("name", state.saved.name).text("url", state.url);
    values.text("query", state.search ? state.search->request.text : std::string());
    values.text("conditions", state.search ? conditions_of(*state.search) : std::string());
    values.flag("broken", !state.search).flag("may", may_write);
    values.text("seen", day_of_moment(state.saved.seen_s)).text("seenIso", to_iso_utc(state.saved.seen_s));
    values.text("feed", state.feed_url);
    const bool any = state.added && *state.added > 0;
    values.flag("any", any).flag("none", state.added && *state.added == 0);
    values.flag("uncounted", state.search && !state.added);
    values.text("addedUrl", state.added_url);
    values.text("added", any ? message_of(*state.added, "{n} new article", "{n} new articles") : std::string());
    values.flag("see", may_write && any);
    return values;
}

}  // namespace

std::string saved_page(const std::vector<SavedState>& states, ArticleId newest, bool may_write,
                       const ArchiveOverview& overview) {
    std::vector<Values> rows;
    for (const SavedState& state : states) {
        Values row = row_of(state, may_write);
        rows.push_back(std::move(row.text("newest", std::to_string(newest.value))));
    }
    Values values;
    values.list("searches", rows).flag("some", !rows.empty()).flag("may", may_write);

    PageFrame frame;
    frame.title = message("Saved searches");
    frame.kind = "plain";
    frame.overview = overview;
    frame.content = fill("saved.html", values);
    return page_html(frame);
}

}  // namespace broadsheet
