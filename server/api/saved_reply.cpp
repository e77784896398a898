// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/saved_reply.h"

#include "server/api/json_writer.h"

namespace broadsheet {
namespace {

void write(const SavedState& state, JsonWriter& json) {
    json.begin_object();
    json.number_member("id", state.saved.id);
    json.string_member("name", state.saved.name);
    json.string_member("query", state.saved.query);
    json.string_member("createdAt", to_iso_utc(state.saved.created_s));
    json.string_member("seenAt", to_iso_utc(state.saved.seen_s));
    json.number_member("seenArticle", state.saved.seen_article.value);
    json.key("newArticles");
    if (state.added)
        json.number(*state.added);
    else
        json.null();
    json.key("links");
    json.begin_object();
    json.string_member("self", "/api/v1/searches/" + std::to_string(state.saved.id));
    json.string_member("search", state.api_url);
    json.string_member("page", state.url);
    json.string_member("new", state.added_url);
    json.string_member("feed", state.feed_url);
    json.end_object();
    json.end_object();
}

}  // namespace

std::string saved_json(const SavedState& state) {
    JsonWriter json;
    write(state, json);
    return json.take();
}

std::string saved_list_json(const std::vector<SavedState>& states, ArticleId newest) {
    JsonWriter json;
    json.begin_object();
    json.string_member("status", "ok");
    json.number_member("newestArticle", newest.value);
    json.key("searches");
    json.begin_array();
    for (const SavedState& state : states) write(state, json);
    json.end_array();
    json.end_object();
    return json.take();
}

}  // namespace broadsheet
