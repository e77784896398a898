// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/search_parameters.h"
#include "server/api/site.h"
#include "server/http/stored_body.h"
#include "tests/server/sample_reply.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <memory>

using namespace broadsheet;
using Json = nlohmann::ordered_json;

namespace {

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != text.npos;
}

std::size_t times(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
    return found;
}

/// Three months for each query, of which the archive has nothing of the second; a peak with a story in the third.
TimelineReply sample_timeline(const TimelineRequest& request) {
    TimelineReply reply;
    reply.interval = request.search.interval.value_or(Interval::month);
    reply.index = {42, 21578, test::sample_now_s};
    for (const std::string& text : request.texts) {
        QueryTimeline query;
        query.text = query.understood = text;
        query.total = 45;
        query.timeline.interval = reply.interval;
        query.timeline.buckets = {
            {day_number({2024, 12, 1}), 5, 200}, {day_number({2025, 1, 1}), 0, 0}, {day_number({2025, 2, 1}), 40, 300}};
        Peak peak{day_number({2025, 2, 1}), 40, 300, 7.25, {"crane", "Kowalski"}, {}};
        peak.telling = Peak::Telling{{7}, "Crane <burns>", 3, 4};
        if (request.search.peaks) query.timeline.peaks = {peak};
        reply.queries.push_back(std::move(query));
    }
    return reply;
}

/// What the site asked its archive last.
struct Asked {
    TimelineRequest last;
    int times = 0;
};

HttpHandler site_asking(Asked& asked) {
    ArchiveAccess access = test::sample_access();
    access.timeline = [&asked](const TimelineRequest& request) {
        asked.last = request;
        ++asked.times;
        return sample_timeline(request);
    };
    return site_handler(std::move(access));
}

HttpResponse get(const HttpHandler& site, std::string path, ParameterList parameters = {}, std::string tag = {}) {
    HttpRequest request;
    request.method = "GET";
    request.path = std::move(path);
    request.parameters = std::move(parameters);
    if (!tag.empty()) request.headers.emplace_back("if-none-match", std::move(tag));
    return site(request);
}

std::string body_of(const HttpResponse& response) {
    return response.stored ? response.stored->plain() : response.body;
}

Json refused(const HttpHandler& site, const ParameterList& parameters) {
    const HttpResponse response = get(site, "/api/v1/timeline", parameters);
    CHECK(response.status == 400);
    CHECK(response.content_type == "application/problem+json");
    return Json::parse(body_of(response));
}

}  // namespace

TEST_CASE("timeline: each query has its buckets with counts, coverage and shares, and its peaks") {
    Asked asked;
    const auto site = site_asking(asked);
    const auto response =
        get(site, "/api/v1/timeline",
            {{"q", "oil"}, {"q", "gold"}, {"peaks", "1"}, {"interval", "month"}, {"sources", "wire"}});
    REQUIRE(response.status == 200);
    CHECK(asked.last.texts == std::vector<std::string>{"oil", "gold"});
    CHECK(asked.last.search.interval == Interval::month);
    CHECK(asked.last.search.peaks);
    CHECK(asked.last.search.filters.size() == 1);
    const auto json = Json::parse(body_of(response));
    CHECK(json["interval"] == "month");
    REQUIRE(json["queries"].size() == 2);
    const auto& oil = json["queries"][0];
    CHECK(oil["query"] == "oil");
    CHECK(oil["total"] == 45);
    CHECK(oil["buckets"][0] ==
          Json::parse(R"({"from":"2024-12-01","to":"2024-12-31","count":5,"all":200,"share":0.025})"));
    CHECK(oil["buckets"][1]["share"].is_null());
    CHECK(oil["peaks"][0] == Json::parse(R"({"from":"2025-02-01","to":"2025-02-28","count":40,"all":300,
        "share":0.133333,"score":7.3,"terms":["crane","Kowalski"],"story":{"id":3,"size":4,"title":"Crane <burns>"},
        "article":{"id":7,"title":"Crane <burns>"}})"));
}

TEST_CASE("timeline: as a table it has two columns for each query") {
    Asked asked;
    const auto site = site_asking(asked);
    const auto response = get(site, "/api/v1/timeline", {{"q", "oil, crude"}, {"q", "=x"}, {"format", "csv"}});
    REQUIRE(response.status == 200);
    CHECK(response.content_type.starts_with("text/csv"));
    CHECK(body_of(response) ==
          "from,to,all,\"oil, crude\",\"oil, crude (share)\",'=x,'=x (share)\r\n"
          "2024-12-01,2024-12-31,200,5,0.025000,5,0.025000\r\n"
          "2025-01-01,2025-01-31,0,0,,0,\r\n"
          "2025-02-01,2025-02-28,300,40,0.133333,40,0.133333\r\n");
}

TEST_CASE("timeline: without a query it is that of all articles, and one query twice is one") {
    Asked asked;
    const auto site = site_asking(asked);
    CHECK(get(site, "/api/v1/timeline").status == 200);
    CHECK(asked.last.texts == std::vector<std::string>{""});
    CHECK(get(site, "/api/v1/timeline", {{"q", "oil"}, {"q", " oil "}, {"q", ""}}).status == 200);
    CHECK(asked.last.texts == std::vector<std::string>{"oil"});
}

TEST_CASE("timeline: who has it already isn't sent it again, and who hasn't doesn't make it be counted twice") {
    Asked asked;
    const auto site = site_asking(asked);
    const auto first = get(site, "/api/v1/timeline", {{"q", "oil"}});
    std::string tag;
    for (const auto& [name, value] : first.headers)
        if (name == "ETag") tag = value;
    REQUIRE_FALSE(tag.empty());
    CHECK(get(site, "/api/v1/timeline", {{"q", "oil"}}, tag).status == 304);
    CHECK(get(site, "/api/v1/timeline", {{"q", "oil"}}).status == 200);
    CHECK(asked.times == 1);
    CHECK(get(site, "/api/v1/timeline", {{"q", "oil"}, {"peaks", "1"}}, tag).status == 200);
    CHECK(get(site, "/api/v1/timeline", {{"q", "gold"}}, tag).status == 200);
    CHECK(asked.times == 3);
}

TEST_CASE("timeline: what can't be asked is refused by name, with what can") {
    Asked asked;
    const auto site = site_asking(asked);
    const auto many = refused(site, {{"q", "a"}, {"q", "b"}, {"q", "c"}, {"q", "d"}, {"q", "e"}, {"q", "f"}});
    CHECK(many["param"] == "q");
    CHECK(many["code"] == "too-many-values");
    CHECK(has(many["detail"], "At most 5"));
    const auto interval = refused(site, {{"interval", "weeks"}});
    CHECK(interval["param"] == "interval");
    CHECK(interval["suggestion"] == "week");
    CHECK(has(interval["detail"], "day, week, month, year, auto"));
    CHECK(refused(site, {{"peaks", "yes"}})["param"] == "peaks");
    CHECK(refused(site, {{"format", "xml"}})["param"] == "format");
    CHECK(refused(site, {{"from", "yesterday-ish"}})["param"] == "from");
    CHECK(refused(site, {{"interval", "day"}, {"interval", "day"}})["code"] == "repeated-parameter");
    const auto unknown = refused(site, {{"intervall", "day"}});
    CHECK(unknown["code"] == "unknown-parameter");
    CHECK(unknown["suggestion"] == "interval");
    CHECK(refused(site, {{"pageSize", "5"}})["param"] == "pageSize");
    CHECK(asked.times == 0);
}

TEST_CASE("timeline: too many buckets are refused with the interval that fits; the page takes that one itself") {
    ArchiveAccess access = test::sample_access();
    access.timeline = [](const TimelineRequest& request) {
        TimelineReply reply = sample_timeline(request);
        if (request.search.interval == Interval::day) reply.too_many = TimelineReply::TooMany{5000, Interval::week};
        return reply;
    };
    const auto site = site_handler(std::move(access));
    const auto json = refused(site, {{"q", "oil"}, {"interval", "day"}});
    CHECK(json["param"] == "interval");
    CHECK(json["suggestion"] == "week");
    CHECK(has(json["detail"], "5000"));
    const auto page = get(site, "/compare", {{"q", "oil"}, {"interval", "day"}});
    CHECK(page.status == 200);
    CHECK(has(body_of(page), "Days would be too many points to draw; Weeks are shown."));
}

TEST_CASE("compare page: a line, a legend entry and a list of peaks for each query, and the numbers as a table") {
    Asked asked;
    const auto site = site_asking(asked);
    const auto response = get(site, "/compare", {{"q", "oil"}, {"q", "<b>\"gold\""}, {"q", ""}});
    REQUIRE(response.status == 200);
    const std::string page = body_of(response);
    CHECK(times(page, "<path class=\"line s") == 2);
    CHECK(has(page, "href=\"/?q=oil\""));
    CHECK(has(page, "value=\"&lt;b&gt;&quot;gold&quot;\""));
    CHECK_FALSE(has(page, "<b>\"gold"));
    CHECK(times(page, "Crane &lt;burns&gt;") == 2);
    CHECK(has(page, "crane, Kowalski"));
    CHECK(has(page, "href=\"/stories/3\""));
    CHECK(times(page, "<tr data-from=") == 3);
    CHECK(has(page, "no data"));
    CHECK(has(page, "format=csv"));
    CHECK(has(page, "href=\"/compare?q=oil&amp;q=%3Cb%3E%22gold%22&amp;from=2025-02&amp;to=2025-02\""));
    CHECK(asked.last.search.peaks);
}

TEST_CASE("compare page: without a query it is a form, with none found it says so, and refusals are pages") {
    Asked asked;
    const auto site = site_asking(asked);
    const auto form = get(site, "/compare");
    CHECK(form.status == 200);
    CHECK(times(body_of(form), "name=\"q\" type=\"text\"") == 5);
    CHECK(asked.times == 0);
    ArchiveAccess access = test::sample_access();
    access.timeline = [](const TimelineRequest& request) {
        TimelineReply reply;
        for (const std::string& text : request.texts) reply.queries.push_back({text, text, 0, true, {}});
        return reply;
    };
    const auto empty = get(site_handler(std::move(access)), "/compare", {{"q", "zeppelin"}});
    CHECK(empty.status == 200);
    CHECK(has(body_of(empty), "None of these queries finds an article."));
    const auto bad = get(site, "/compare", {{"q", "oil"}, {"show", "lines"}});
    CHECK(bad.status == 400);
    CHECK(bad.content_type.starts_with("text/html"));
    CHECK(has(body_of(bad), "shares, counts"));
}
