// SPDX-License-Identifier: GPL-3.0-or-later
// Which answers of a site are given again, and until when; type-ahead.
#include "server/api/site.h"

#include "server/api/search_parameters.h"

#include "server/http/stored_body.h"
#include "tests/server/sample_reply.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace broadsheet;
using Json = nlohmann::json;

namespace {

/// A site whose searches are counted.
struct CountedSite {
    IndexState state{42, 1, 0};
    std::int64_t now_s = test::sample_now_s;
    bool complete = true;
    bool gone = false;
    int searches = 0;
    SearchRequest seen;
    HttpHandler handler;

    explicit CountedSite(std::size_t cache_bytes = cache_bytes_default) {
        auto access = test::sample_access();
        access.index_state = [this] { return state; };
        access.now_s = [this] { return now_s; };
        access.search = [this](const SearchRequest& request) {
            ++searches;
            seen = request;
            auto reply = test::sample_reply();
            reply.index = state;
            reply.total = 1000 + static_cast<std::uint64_t>(searches);
            reply.complete = complete;
            return reply;
        };
        handler = site_handler(access, cache_bytes);
    }

    HttpResponse ask(const ParameterList& parameters, const std::string& path = "/api/v1/search") {
        HttpRequest request{"GET", path, parameters, {}, "", "127.0.0.1"};
        request.client_gone = [this] { return gone; };
        return handler(request);
    }
    std::string text(const ParameterList& parameters, const std::string& path = "/api/v1/search") {
        const HttpResponse response = ask(parameters, path);
        return response.stored ? response.stored->plain() : response.body;
    }
};

std::string tag_of(const HttpResponse& response) {
    for (const auto& [name, value] : response.headers) {
        if (name == "ETag") return value;
    }
    return {};
}

}  // namespace

TEST_CASE("site cache: the same search, however written, is made once") {
    CountedSite site;
    const std::string first = site.text({{"q", "open-source"}, {"pageSize", "10"}});
    CHECK(site.text({{"pageSize", "10"}, {"q", "open-source"}}) == first);
    CHECK(site.text({{"pageSize", "10"}, {"q", "open-source"}, {"op", "and"}}) == first);
    CHECK(site.searches == 1);
    CHECK(site.text({{"q", "open-source"}}) != first);
    CHECK(site.text({{"q", "open-source"}, {"pageSize", "10"}, {"op", "or"}}) != first);
    CHECK(site.searches == 3);
    site.text({{"q", "open-source"}}, "/");
    site.text({{"q", "open-source"}}, "/");
    CHECK(site.searches == 4);
}

TEST_CASE("site cache: an answer is bytes that are shared, not copied") {
    CountedSite site;
    const auto first = site.ask({{"q", "x"}});
    CHECK(first.stored);
    CHECK(site.ask({{"q", "x"}}).stored == first.stored);
}

TEST_CASE("site cache: nothing outlives the index or the stories that it was made from") {
    CountedSite site;
    const std::string first_tag = tag_of(site.ask({{"q", "x"}}));
    site.state.generation = 43;
    const std::string second_tag = tag_of(site.ask({{"q", "x"}}));
    CHECK(site.searches == 2);
    CHECK(second_tag != first_tag);
    // A story grows without a new generation of the index.
    site.state.groupings = 1;
    const std::string third_tag = tag_of(site.ask({{"q", "x"}}));
    CHECK(site.searches == 3);
    CHECK(third_tag != second_tag);
    site.ask({{"q", "x"}});
    CHECK(site.searches == 3);
}

TEST_CASE("site cache: relative dates are asked for anew each day, the age of articles each minute") {
    CountedSite site;
    const ParameterList week = {{"q", "x"}, {"from", "-7d"}}, fresh = {{"q", "x"}, {"freshness", "7"}};
    site.now_s = test::sample_now_s - test::sample_now_s % 86'400;
    site.ask(week);
    site.ask(fresh);
    CHECK(site.seen.now_s == site.now_s);
    site.now_s += 59;
    site.ask(week);
    site.ask(fresh);
    CHECK(site.searches == 2);
    site.now_s += 2;
    site.ask(week);
    site.ask(fresh);
    CHECK(site.searches == 3);
    CHECK(site.seen.now_s == site.now_s - 1);
    site.now_s += 86'400;
    site.ask(week);
    CHECK(site.searches == 4);
}

TEST_CASE("site cache: a part of an answer is asked for again") {
    CountedSite site;
    site.complete = false;
    site.ask({{"q", "x"}});
    site.ask({{"q", "x"}});
    CHECK(site.searches == 2);
    site.complete = true;
    site.ask({{"q", "x"}});
    site.ask({{"q", "x"}});
    CHECK(site.searches == 3);
}

TEST_CASE("site cache: a search whose client has gone can tell, and what it found is for nobody") {
    CountedSite site;
    site.ask({{"q", "x"}});
    REQUIRE(site.seen.abandoned);
    CHECK_FALSE(site.seen.abandoned());
    site.gone = true;
    CHECK(site.seen.abandoned());
    site.complete = false;
    site.ask({{"q", "y"}});
    site.gone = false;
    site.complete = true;
    site.ask({{"q", "y"}});
    CHECK(site.searches == 3);
}

TEST_CASE("site cache: without room for them every answer is made anew") {
    CountedSite site(0);
    site.ask({{"q", "x"}});
    site.ask({{"q", "x"}});
    CHECK(site.searches == 2);
}

TEST_CASE("suggest: what is begun goes on, and nothing else may be asked") {
    auto access = test::sample_access();
    std::string begun;
    access.complete = [&begun](std::string_view text, const std::function<bool()>& abandoned) {
        begun = text;
        CHECK(abandoned);
        return std::vector<Completion>{{"prices", CompletionKind::word, 214, "oil prices"},
                                       {"Pri \"Post\"", CompletionKind::source, 3, "oil source:pri-post"}};
    };
    const auto site = site_handler(access);
    const auto ask = [&site](const ParameterList& parameters) {
        HttpRequest request{"GET", "/api/v1/suggest", parameters, {}, "", "127.0.0.1"};
        request.client_gone = [] { return false; };
        return site(request);
    };
    const auto reply = ask({{"q", "oil pri"}});
    CHECK(reply.status == 200);
    CHECK(reply.content_type == "application/json");
    CHECK(Json::parse(reply.body) == Json::parse(R"j({"status":"ok","q":"oil pri","suggestions":[
        {"text":"prices","kind":"word","articles":214,"query":"oil prices"},
        {"text":"Pri \"Post\"","kind":"source","articles":3,"query":"oil source:pri-post"}]})j"));
    CHECK(begun == "oil pri");
    const auto unknown = ask({{"q", "oil"}, {"limit", "5"}});
    CHECK(unknown.status == 400);
    CHECK(Json::parse(unknown.body)["code"] == "unknown-parameter");
    CHECK(ask({}).status == 200);
    CHECK(begun.empty());
    ask({{"q", std::string(10'000, 'x')}});
    CHECK(begun.size() == 256);
}
