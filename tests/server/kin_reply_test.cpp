// SPDX-License-Identifier: GPL-3.0-or-later
// What REST says of versions and stories.
#include "server/api/search_parameters.h"
#include "server/api/site.h"
#include "tests/server/kin_sample.h"
#include "tests/server/sample_reply.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace broadsheet;
using Json = nlohmann::json;

namespace {

HttpResponse get(const std::string& path, const ParameterList& parameters = {}, const ParameterList& headers = {}) {
    static const HttpHandler site = site_handler(test::kin_access());
    return site({"GET", path, parameters, headers, "", "127.0.0.1"});
}

Json json_of(const std::string& path, const ParameterList& parameters = {}) {
    const auto response = get(path, parameters);
    REQUIRE(response.status == 200);
    CHECK(response.content_type == "application/json");
    return Json::parse(response.body);
}

/// The runs of a text put together again, without those of one kind.
std::string text_without(const Json& runs, std::string_view kind) {
    std::string text;
    for (const auto& run : runs) {
        if (run["kind"] != kind) text += run["text"].get<std::string>();
    }
    return text;
}

bool has_run(const Json& runs, std::string_view kind, std::string_view text) {
    for (const auto& run : runs) {
        if (run["kind"] == kind && run["text"].get<std::string>().find(text) != std::string::npos) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("versions JSON: all texts of an article, oldest first") {
    const Json json = json_of("/api/v1/articles/7/versions");
    CHECK(json["status"] == "ok");
    CHECK(json["id"] == 7);
    CHECK(json["totalResults"] == 3);
    const Json& first = json["versions"][0];
    CHECK(first["number"] == 1);
    CHECK(first["current"] == false);
    CHECK(first["takenAt"].is_null());
    CHECK(first["publishedAt"] == "2025-01-28");
    CHECK(first["revision"].is_null());
    CHECK(first["words"] == 8);
    CHECK(first["bodyBytes"] == 41);
    CHECK(json["versions"][1]["takenAt"] == "2026-11-22T14:00:01Z");
    CHECK(json["versions"][2]["current"] == true);
    CHECK(json["versions"][2]["revision"] == 5);
    CHECK(json["versions"][2]["title"] == "Open-source, loudly");
}

TEST_CASE("versions JSON: the change between two is told by the word and gives both texts back") {
    const Json json = json_of("/api/v1/articles/7/versions", {{"from", "1"}, {"to", "3"}});
    CHECK(json["from"]["number"] == 1);
    CHECK(json["to"]["number"] == 3);
    CHECK(json["changed"] == true);
    const auto versions = test::sample_versions();
    CHECK(text_without(json["body"], "added") == versions[0].article.body);
    CHECK(text_without(json["body"], "removed") == versions[2].article.body);
    CHECK(has_run(json["body"], "removed", "Monday"));
    CHECK(has_run(json["body"], "added", "Friday"));
    CHECK(has_run(json["body"], "same", "Port Ellery"));
    CHECK(has_run(json["title"], "removed", "quietly"));
    CHECK(text_without(json["title"], "removed") == "Open-source, loudly");
    CHECK(json_of("/api/v1/articles/7/versions", {{"from", "2"}, {"to", "2"}})["changed"] == false);
}

TEST_CASE("versions JSON: what isn't named is the text before, and the one that is shown") {
    CHECK(json_of("/api/v1/articles/7/versions", {{"from", "1"}})["to"]["number"] == 3);
    CHECK(json_of("/api/v1/articles/7/versions", {{"to", "2"}})["from"]["number"] == 1);
}

TEST_CASE("versions JSON: one text of an article is an article") {
    const Json json = json_of("/api/v1/articles/7/versions/1");
    CHECK(json["id"] == 7);
    CHECK(json["body"] == "The ferry to Port Ellery sails on Monday.");
    CHECK(json["version"]["number"] == 1);
    CHECK_FALSE(json.contains("story"));
}

TEST_CASE("versions JSON: what isn't there is 404, what can't be meant 400, and both say what is") {
    const auto detail = [](const std::string& path, const ParameterList& parameters, int status) {
        const auto response = get(path, parameters);
        CHECK(response.status == status);
        CHECK(response.content_type == "application/problem+json");
        return Json::parse(response.body)["detail"].get<std::string>();
    };
    CHECK(detail("/api/v1/articles/8/versions", {}, 404).find("article 8") != std::string::npos);
    CHECK(detail("/api/v1/articles/x/versions", {}, 404).find("article x") != std::string::npos);
    CHECK(detail("/api/v1/articles/7/versions", {{"from", "9"}}, 404).find("versions 1 to 3") != std::string::npos);
    CHECK(detail("/api/v1/articles/7/versions/4", {}, 404).find("versions 1 to 3") != std::string::npos);
    CHECK(detail("/api/v1/articles/7/versions/0", {}, 404).find("version 0") != std::string::npos);
    CHECK(detail("/api/v1/articles/7/versions", {{"to", "first"}}, 400).find("'first'") != std::string::npos);
    CHECK(detail("/api/v1/articles/7/versions", {{"to", "1"}, {"to", "2"}}, 400).find("twice") != std::string::npos);
    CHECK(detail("/api/v1/articles/7/versions", {{"form", "1"}}, 400).find("from, to") != std::string::npos);
    CHECK(detail("/api/v1/stories/4", {}, 404).find("story 4") != std::string::npos);
    CHECK(detail("/api/v1/stories/three", {}, 404).find("'story'") != std::string::npos);
    CHECK(detail("/api/v1/stories/3", {{"q", "crane"}}, 400).find("takes no parameter 'q'") != std::string::npos);
}

TEST_CASE("story JSON: tellings by time, with what each added and left out") {
    const Json json = json_of("/api/v1/stories/3");
    CHECK(json["id"] == 3);
    CHECK(json["size"] == 3);
    const Json& tellings = json["tellings"];
    REQUIRE(tellings.size() == 3);
    CHECK(tellings[0]["id"] == 3);
    CHECK(tellings[0]["source"]["name"] == "Harbour Wire");
    CHECK(tellings[0]["added"].size() == 3);
    CHECK(tellings[0]["cut"] == Json::array());
    CHECK(tellings[0]["duplicateOf"].is_null());
    CHECK(tellings[1]["added"] == Json{"Inspectors had warned the owner about rusty bolts in March."});
    CHECK(tellings[1]["cut"] == Json{"The quay stays closed until Thursday."});
    CHECK(tellings[1]["before"] == 3);
    CHECK(tellings[0]["before"].is_null());
    CHECK(tellings[2]["duplicateOf"] == 3);
    CHECK(tellings[2]["added"] == Json::array());
    CHECK(tellings[2]["publishedAt"].is_null());
}

TEST_CASE("story JSON: tellings in different languages aren't compared") {
    auto access = test::kin_access();
    access.story = [](std::uint32_t) {
        auto story = test::sample_story();
        story.articles[1].language = "fr";
        story.articles[1].body = "Une grue est tombée dans le bassin du port. La grue avait cinquante ans.";
        return std::optional(story);
    };
    const auto response = site_handler(access)({"GET", "/api/v1/stories/3", {}, {}, "", "127.0.0.1"});
    const Json tellings = Json::parse(response.body)["tellings"];
    CHECK(tellings[1]["before"].is_null());
    CHECK(tellings[1]["added"].size() == 2);
    CHECK(tellings[1]["cut"] == Json::array());
    CHECK(tellings[2]["before"] == 3);
    CHECK(tellings[2]["added"] == Json::array());
}

TEST_CASE("versions and stories: a reply carries a tag that is its own") {
    const auto tag_of = [](const std::string& path, const ParameterList& parameters) {
        for (const auto& [name, value] : get(path, parameters).headers) {
            if (name == "ETag") return value;
        }
        return std::string();
    };
    CHECK(tag_of("/api/v1/stories/3", {}).size() > 10);
    CHECK(tag_of("/api/v1/stories/3", {}) == tag_of("/api/v1/stories/3", {}));
    CHECK(tag_of("/api/v1/stories/3", {}) != tag_of("/stories/3", {}));
    const std::string versions = "/api/v1/articles/7/versions";
    CHECK(tag_of(versions, {{"from", "1"}}) == tag_of(versions, {{"from", "1"}, {"to", "3"}}));
    CHECK(tag_of(versions, {{"from", "1"}}) != tag_of(versions, {{"from", "2"}}));
}
