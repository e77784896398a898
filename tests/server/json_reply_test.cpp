// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/json_reply.h"

#include "tests/server/sample_reply.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace broadsheet;
using Json = nlohmann::ordered_json;

namespace {

SearchParameters search_for(const ParameterList& parameters) {
    return std::get<SearchParameters>(read_search_parameters(parameters, test::sample_now_s));
}

std::vector<std::string> names_of(const Json& json) {
    std::vector<std::string> names;
    for (const auto& member : json.items()) names.push_back(member.key());
    return names;
}

}  // namespace

TEST_CASE("search JSON: the reply has the members of the contract, in its order") {
    const auto json = Json::parse(search_json(search_for({{"q", "open-source"}}), test::sample_reply(), 2.6));
    CHECK(names_of(json) == std::vector<std::string>{"status", "query", "totalResults", "totalArticles",
                                                     "totalRelation", "page", "pageSize", "nextCursor", "tookMs",
                                                     "index", "articles", "facets", "timeline"});
    CHECK(json["status"] == "ok");
    const auto query = Json::parse(R"j({"q":"open-source","understood":"(open-source | opensource)","warnings":[],
        "didYouMean":null,"suggestion":null,
        "forms":[{"form":"open-source","articles":40},{"form":"opensource","articles":5}],"meanings":[]})j");
    CHECK(json["query"] == query);
    CHECK(json["totalResults"] == 45);
    CHECK(json["totalRelation"] == "eq");
    CHECK(json["tookMs"] == 3);
    CHECK(json["index"] == Json::parse(R"({"generation":42,"articles":21578,"updatedAt":"2026-11-22T14:00:00Z"})"));
    CHECK(json["facets"]["year"][0] == Json::parse(R"({"value":"2025","label":"2025","count":40})"));
    const auto timeline = Json::parse(R"({"interval":"month","buckets":[{"from":"2024-12-01","count":5},
        {"from":"2025-02-01","count":40}]})");
    CHECK(json["timeline"] == timeline);
}

TEST_CASE("search JSON: an article as the contract has it") {
    const auto json = Json::parse(search_json(search_for({{"q", "open-source"}}), test::sample_reply(), 0));
    const auto expected = Json::parse(R"({"id":7,"key":"hw-7","title":"Open-source, quietly",
        "titleHtml":"<mark>Open-source</mark>, quietly","url":"https://harbour-wire.example/2025/quiet?a=1&b=2",
        "source":{"id":"harbour-wire","name":"Harbour Wire"},"authors":["Mei Tan","Jonas Okoro"],
        "authorsHtml":["Mei Tan","Jonas Okoro"],"section":"Technology",
        "tags":["software"],"language":"en","publishedAt":"2025-01-28","datePrecision":"day","dateSource":"header",
        "snippets":[{"field":"body","html":"Every model is <mark>open-source</mark>. …","text":"Every model is open-source.",
        "ranges":[[15,26]]}],"matchedIn":["title","body"],"score":12.346,"story":null,"duplicates":0,
        "versions":1,"withdrawn":false,"partial":false})");
    CHECK(json["articles"][0] == expected);
}

TEST_CASE("search JSON: fields restricts the members of articles and may ask for more") {
    const auto json = Json::parse(search_json(search_for({{"fields", "title,id,body"}}), test::sample_reply(), 0));
    CHECK(names_of(json["articles"][0]) == std::vector<std::string>{"title", "id", "body"});
    CHECK(json["articles"][0]["body"] == "Every model is open-source.\n\nThe price falls.");
}

TEST_CASE("search JSON: what the engine noticed about the query") {
    auto reply = test::sample_reply();
    reply.did_you_mean = {"election", "no article has \"electoin\", 812 articles have \"election\"", 812};
    reply.meanings = {{"AGI", "artificial general intelligence", 212, "(AGI | \"artificial general intelligence\")",
                       "AGI \"artificial general intelligence\""}};
    reply.warnings = {{4, "NEAR needs something on both sides; searched as a word."}};
    const auto query = Json::parse(search_json(search_for({{"q", "electoin"}}), reply, 0))["query"];
    CHECK(query["didYouMean"] == "election");
    const auto suggestion = Json::parse(R"j({"query":"election",
        "reason":"no article has \"electoin\", 812 articles have \"election\"","articles":812})j");
    CHECK(query["suggestion"] == suggestion);
    const auto meanings = Json::parse(R"j([{"acronym":"AGI","longForm":"artificial general intelligence","articles":212,
        "with":"(AGI | \"artificial general intelligence\")","only":"AGI \"artificial general intelligence\""}])j");
    CHECK(query["meanings"] == meanings);
    const auto warnings =
        Json::parse(R"j([{"message":"NEAR needs something on both sides; searched as a word.","position":4}])j");
    CHECK(query["warnings"] == warnings);
}

TEST_CASE("search JSON: authors are marked and escaped, one text for each") {
    auto reply = test::sample_reply();
    reply.hits[0].article.authors = {"Mei <Tan>", "Jonas Okoro", "A third"};
    reply.hits[0].author_marks = {{{0, 3}}, {}};
    reply.hits[0].matched_in = {FieldId::author};
    const auto article = Json::parse(search_json(search_for({{"q", "mei"}}), reply, 0))["articles"][0];
    CHECK(article["authorsHtml"] == Json({"<mark>Mei</mark> &lt;Tan&gt;", "Jonas Okoro", "A third"}));
    CHECK(article["authors"][0] == "Mei <Tan>");
    CHECK(article["matchedIn"] == Json({"author"}));
}

TEST_CASE("search JSON: explanations come with explain=1 alone") {
    auto reply = test::sample_reply();
    reply.hits[0].explanation = test::sample_explanation();
    const auto silent = Json::parse(search_json(search_for({{"q", "x"}}), reply, 0));
    CHECK_FALSE(silent["articles"][0].contains("explanation"));
    CHECK_FALSE(silent.contains("explanation"));

    const auto expected = Json::parse(R"j({"matches":true,"summary":"Matches; open-source weighs most.","score":12.346,
        "clauses":[{"clause":"open-source","matches":true,
            "reason":"once in the text (open-source 1); 45 articles of the archive have it","weight":12.346},
            {"clause":"-sports","matches":true,"reason":"not excluded: no form of it is in the article",
             "weight":0.0}]})j");
    const auto told = Json::parse(search_json(search_for({{"q", "x"}, {"explain", "1"}}), reply, 0));
    CHECK(told["articles"][0]["explanation"] == expected);
    CHECK_FALSE(told.contains("explanation"));
    const auto narrow = Json::parse(search_json(search_for({{"fields", "id"}, {"explain", "1"}}), reply, 0));
    CHECK(names_of(narrow["articles"][0]) == std::vector<std::string>{"id", "explanation"});

    auto missed = test::sample_explanation();
    missed.matches = false;
    const auto asked = search_for({{"q", "x"}, {"explain", "1"}, {"article", "9"}});
    const auto named = Json::parse(search_json(asked, reply, 0, missed));
    CHECK(named["explanation"]["id"] == 9);
    CHECK(named["explanation"]["matches"] == false);
    CHECK(named["explanation"]["clauses"] == expected["clauses"]);
    CHECK(named["articles"].size() == 1);
}

TEST_CASE("search JSON: nextCursor leads on until everything was shown") {
    auto reply = test::sample_reply();
    const auto first = Json::parse(search_json(search_for({{"pageSize", "1"}}), reply, 0));
    const std::string cursor = first["nextCursor"];
    const auto next = search_for({{"pageSize", "1"}, {"cursor", cursor}});
    CHECK(next.request.offset == 1);
    CHECK(Json::parse(search_json(next, reply, 0))["page"] == 2);
    CHECK(Json::parse(search_json(next, reply, 0))["query"]["warnings"].empty());
    reply.next = Place{2.5, 7, {7}};
    const auto placed = Json::parse(search_json(search_for({{"pageSize", "1"}}), reply, 0));
    const auto behind = search_for({{"pageSize", "1"}, {"cursor", placed["nextCursor"]}});
    REQUIRE(behind.request.after);
    CHECK(behind.request.after->weight == 2.5);
    CHECK(Json::parse(search_json(behind, reply, 0))["page"] == 2);
    reply.index.generation = 43;
    CHECK(Json::parse(search_json(next, reply, 0))["query"]["warnings"].size() == 1);
    CHECK(Json::parse(search_json(search_for({{"offset", "44"}}), reply, 0))["nextCursor"].is_null());
    reply.hits.clear();
    CHECK(Json::parse(search_json(search_for({{"offset", "60"}}), reply, 0))["nextCursor"].is_null());
}

TEST_CASE("search JSON: what isn't known is null, and the key falls back to address and path") {
    auto reply = test::sample_reply();
    auto& article = reply.hits[0].article;
    article = StoredArticle{};
    article.provenance.path = "/archive/a.txt";
    reply.timeline.reset();
    reply.facets.clear();
    const auto json = Json::parse(search_json(search_for({}), reply, 0));
    CHECK(json["articles"][0]["key"] == "/archive/a.txt");
    CHECK(json["articles"][0]["url"].is_null());
    CHECK(json["articles"][0]["publishedAt"].is_null());
    CHECK(json["articles"][0]["source"] == Json::parse(R"({"id":null,"name":null})"));
    CHECK(json["articles"][0]["authors"] == Json::array());
    CHECK(json["timeline"].is_null());
    CHECK(json["facets"] == Json::object());
    article.provenance.location = "row 3";
    CHECK(Json::parse(search_json(search_for({}), reply, 0))["articles"][0]["key"] == "/archive/a.txt#row 3");
    article.url = "https://a.example/";
    CHECK(Json::parse(search_json(search_for({}), reply, 0))["articles"][0]["key"] == "https://a.example/");
}

TEST_CASE("search JSON: hostile text is escaped, broken text is repaired") {
    auto reply = test::sample_reply();
    reply.hits[0].article.title = "<script>alert(\"1\")</script> \xff";
    reply.hits[0].title_marks = {};
    const auto json = Json::parse(search_json(search_for({{"q", "\"<b>"}}), reply, 0));
    CHECK(json["articles"][0]["titleHtml"].get<std::string>().find("&lt;script&gt;alert(&quot;1&quot;)") == 0);
    CHECK(json["articles"][0]["title"].get<std::string>().ends_with("\xef\xbf\xbd"));
    CHECK(json["query"]["q"] == "\"<b>");
}

TEST_CASE("article JSON: the whole article with its body and origin") {
    const auto json = Json::parse(article_json(test::sample_article()));
    CHECK(json["id"] == 7);
    CHECK(json["subtitle"] == "A founder writes no letters");
    CHECK(json["agency"] == "Reuters");
    CHECK(json["place"] == "HANGZHOU");
    CHECK(json["modifiedAt"].is_null());
    CHECK(json["body"] == "Every model is open-source.\n\nThe price falls.");
    CHECK(json["provenance"] == Json::parse(R"({"path":"/archive/hw.jsonl","location":"line 7","format":"jsonl"})"));
    for (const char* of_hits : {"snippets", "authorsHtml", "matchedIn", "explanation"}) {
        CHECK_FALSE(json.contains(of_hits));
    }
    CHECK(names_of(Json::parse(article_json(test::sample_article(), {}, {"body", "id"}))) ==
          std::vector<std::string>{"id", "body"});
}

TEST_CASE("status JSON: archive, index and reindexing") {
    ReindexReport reindex;
    reindex.last = ReindexRun{test::sample_now_s - 60, test::sample_now_s - 50, 0, ReindexCounts{9, 5, 0, 4, 0, 0}, ""};
    reindex.running = ReindexRun{test::sample_now_s, std::nullopt, std::nullopt, std::nullopt, ""};
    reindex.next_s = test::sample_now_s + 900;
    const auto json = Json::parse(status_json(test::sample_overview(), reindex));
    CHECK(json["index"]["generation"] == 42);
    CHECK(json["archive"]["articles"] == 21578);
    CHECK(json["archive"]["from"] == "1987-02-26");
    CHECK(json["reindex"]["last"]["counts"]["added"] == 5);
    CHECK(json["reindex"]["last"]["exitCode"] == 0);
    CHECK(json["reindex"]["running"]["startedAt"] == "2026-11-22T14:00:00Z");
    CHECK(json["reindex"]["running"]["exitCode"].is_null());
    CHECK(json["reindex"]["running"]["counts"].is_null());
    CHECK(json["reindex"]["nextAt"] == "2026-11-22T14:15:00Z");
}

TEST_CASE("sources JSON: publications with their figures") {
    const auto json = Json::parse(sources_json(test::sample_access().sources()));
    CHECK(json["totalResults"] == 1);
    CHECK(json["sources"][0] ==
          Json::parse(R"({"id":"harbour-wire","name":"Harbour Wire","articles":61,"from":"1987","to":"2025-01-28"})"));
}
