// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/story_reply.h"

#include "server/api/article_member.h"
#include "server/api/story_tellings.h"

#include <nlohmann/json.hpp>

namespace broadsheet {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view members[] = {"id",        "key",    "title",    "subtitle",    "url",           "source",
                                        "authors",   "agency", "language", "publishedAt", "datePrecision", "dateSource",
                                        "withdrawn", "partial"};

Json telling_json(const Telling& telling) {
    Json json = Json::object();
    for (const auto name : members) json[std::string(name)] = article_member(*telling.article, {}, name);
    json["duplicateOf"] = telling.duplicate_of ? Json(telling.duplicate_of->value) : Json(nullptr);
    json["added"] = telling.compared ? Json(telling.added) : Json(nullptr);
    json["before"] = telling.before ? Json(telling.before->id.value) : Json(nullptr);
    json["cut"] = telling.compared ? Json(telling.cut) : Json(nullptr);
    return json;
}

}  // namespace

std::string story_json(const StoryArticles& story) {
    Json list = Json::array();
    for (const auto& telling : tellings_of(story)) list.push_back(telling_json(telling));
    const Json json = {
        {"status", "ok"}, {"id", story.id}, {"size", story.articles.size()}, {"tellings", std::move(list)}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace broadsheet
