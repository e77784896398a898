// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/newsapi.h"

#include "tests/server/sample_reply.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace broadsheet;
using Json = nlohmann::json;

namespace {

using Endpoint = HttpResponse (*)(const ArchiveAccess&, const HttpRequest&);

Json asked(Endpoint endpoint, const std::vector<std::pair<std::string, std::string>>& parameters,
           SearchRequest* seen = nullptr) {
    ArchiveAccess access = test::sample_access();
    access.search = [seen](const SearchRequest& request) {
        if (seen) *seen = request;
        return test::sample_reply();
    };
    const HttpRequest request{"GET", "/v2/everything", parameters, {{"host", "archive.example"}}, "", "127.0.0.1"};
    return Json::parse(endpoint(access, request).body);
}

}  // namespace

TEST_CASE("newsapi: articles have the members that its clients read") {
    const Json reply = asked(newsapi_everything, {{"q", "open-source"}, {"apiKey", "secret"}});
    CHECK(reply["status"] == "ok");
    CHECK(reply["totalResults"] == 45);
    const Json& article = reply["articles"][0];
    CHECK(article["source"] == Json{{"id", "harbour-wire"}, {"name", "Harbour Wire"}});
    CHECK(article["publishedAt"].get<std::string>().ends_with("Z"));
    for (const char* name : {"author", "title", "description", "url", "urlToImage", "content"})
        CHECK(article.contains(name));
}

TEST_CASE("newsapi: its parameters mean what they mean there") {
    SearchRequest seen;
    asked(newsapi_everything, {{"q", "x"}, {"searchIn", "title,description"}, {"sortBy", "popularity"}, {"page", "3"}},
          &seen);
    CHECK(seen.sort == SortOrder::relevance);
    CHECK(seen.limit == 100);
    CHECK(seen.offset == 200);
    CHECK(seen.search_in == std::vector{FieldId::title, FieldId::body});
    asked(newsapi_everything, {{"q", "x"}}, &seen);
    CHECK(seen.sort == SortOrder::newest);
    asked(newsapi_headlines, {{"category", "business"}, {"pageSize", "5"}}, &seen);
    CHECK(seen.limit == 5);
    REQUIRE(seen.filters.size() == 1);
    CHECK(seen.filters[0].field == FieldId::section);
}

TEST_CASE("newsapi: refusals have its shape") {
    for (const auto& parameter : std::vector<std::pair<std::string, std::string>>{
             {"domains", "bbc.co.uk"}, {"country", "us"}, {"pageSize", "5000"}, {"from", "never"}, {"sorces", "x"}}) {
        CAPTURE(parameter.first);
        const Json reply = asked(newsapi_everything, {parameter});
        CHECK(reply["status"] == "error");
        CHECK(reply["code"] == "parameterInvalid");
        CHECK(reply["message"].get<std::string>().find(parameter.first) != std::string::npos);
    }
}

TEST_CASE("newsapi: sources are listed by id and name") {
    const Json reply = asked(newsapi_sources, {});
    CHECK(reply["sources"][0]["id"] == "harbour-wire");
    CHECK(reply["sources"][0]["name"] == "Harbour Wire");
}
