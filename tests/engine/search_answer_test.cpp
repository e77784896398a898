// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/error.h"
#include "engine/search/deadline.h"
#include "tests/engine/newsroom.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <thread>

using namespace broadsheet;
using namespace broadsheet::test;

namespace {

std::uint64_t sum_of(const Facet& facet) {
    return std::accumulate(facet.values.begin(), facet.values.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const FacetValue& value) { return sum + value.count; });
}

std::uint64_t sum_of(const Timeline& timeline) {
    return std::accumulate(timeline.buckets.begin(), timeline.buckets.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const Timeline::Bucket& bucket) { return sum + bucket.count; });
}

}  // namespace

TEST_CASE("deadline: what a thread waits for is no work of it") {
    Deadline time(std::chrono::milliseconds(200)), work(std::chrono::milliseconds(200), {}, Deadline::Budget::work);
    Deadline little_work(std::chrono::milliseconds(20), {}, Deadline::Budget::work);
    std::this_thread::sleep_for(std::chrono::milliseconds(250));
    CHECK(time.expired_now());
    CHECK_FALSE(work.expired_now());
    CHECK(little_work.expired_now());  // ten times as long have gone by
}

TEST_CASE("search: an empty query is everything, newest first, the undated last") {
    Newsroom room;
    const SearchReply reply = room.search(request_for(""));
    CHECK(reply.total == 6);
    const std::vector<std::string> titles = titles_of(reply);
    CHECK(titles == std::vector<std::string>{council, released, harvest, geneva, licences, undated});
    CHECK(reply.hits[0].fragments.size() == 1);
    CHECK(reply.hits[0].fragments[0].marks.empty());
}

TEST_CASE("search: sorted by date, articles of one moment go by id and the undated are last either way") {
    Newsroom room;
    SearchRequest request = request_for("model OR council OR conseil");
    request.sort = SortOrder::newest;
    CHECK(titles_of(room.search(request)) ==
          std::vector<std::string>{council, released, harvest, geneva, licences, undated});
    request.sort = SortOrder::oldest;
    CHECK(titles_of(room.search(request)) ==
          std::vector<std::string>{licences, geneva, harvest, released, council, undated});
}

TEST_CASE("search: a match in the title counts more than one in the body") {
    Newsroom room;
    const SearchReply reply = room.search(request_for("model"));
    REQUIRE(reply.total == 4);
    CHECK(reply.hits[0].article.title == released);
    for (std::size_t i = 1; i < reply.hits.size(); ++i) CHECK(reply.hits[i - 1].score >= reply.hits[i].score);
}

TEST_CASE("search: pages behind a place go on as pages by offset do, in every order") {
    TestArchive archive;
    for (int file = 0; file < 4; ++file) {
        std::vector<Story> stories;
        for (int i = 0; i < 65; ++i)
            stories.push_back({.title = "S" + std::to_string(file) + "-" + std::to_string(i),
                               .body = "common words" + std::string(i % 3 == 0 ? " common" : ""),
                               .key = std::to_string(i),
                               .published = i % 4 == 0 ? "" : "2025-01-0" + std::to_string(1 + i % 3)});
        archive.put_and_index("/in/" + std::to_string(file), stories);
    }
    Searcher searcher(archive.path());
    for (const SortOrder sort : {SortOrder::relevance, SortOrder::newest, SortOrder::oldest}) {
        SearchRequest request = request_for("common words");
        request.sort = sort;
        request.limit = 30;
        std::size_t by_place = 0;
        for (; request.offset < 260; request.offset += 30) {
            const SearchReply page = searcher.search(request);
            REQUIRE(page.total == 260);
            if (!page.next) continue;
            SearchRequest behind = request, next = request;
            behind.offset = 0;
            behind.after = page.next;
            next.offset += 30;
            const SearchReply by_offset = searcher.search(next), further = searcher.search(behind);
            CHECK(titles_of(further) == titles_of(by_offset));
            CHECK(further.total == 260);
            CHECK(further.next.has_value() == by_offset.next.has_value());
            ++by_place;
        }
        CHECK(by_place == (sort == SortOrder::relevance ? 5U : 8U));
    }
}

TEST_CASE("search: one that nobody waits for any more ends, and says that it isn't complete") {
    TestArchive archive;
    std::vector<Story> stories;
    for (std::uint32_t i = 0; i < 300; ++i) stories.push_back({.body = "tram harbour", .key = std::to_string(i)});
    archive.put_and_index("/in/a", stories);
    Searcher searcher(archive.path());
    SearchRequest request = request_for("tram OR harbour");
    CHECK(searcher.search(request).complete);
    request.abandoned = [] { return true; };
    CHECK_FALSE(searcher.search(request).complete);
    request.abandoned = [] { return false; };
    CHECK(searcher.search(request).complete);
}

TEST_CASE("search: pages are disjoint and together complete, in every order") {
    TestArchive archive;
    for (int file = 0; file < 5; ++file) {
        std::vector<Story> stories;
        for (int i = 0; i < 21; ++i)
            stories.push_back({.title = "S" + std::to_string(file) + "-" + std::to_string(i),
                               .body = "common" + std::string(i % 3 == 0 ? " common" : ""),
                               .key = std::to_string(i),
                               .published = i % 4 == 0 ? "" : "2025-01-0" + std::to_string(1 + i % 3)});
        archive.put_and_index("/in/" + std::to_string(file), stories);
    }
    Searcher searcher(archive.path());
    for (const SortOrder sort : {SortOrder::relevance, SortOrder::newest, SortOrder::oldest}) {
        SearchRequest request = request_for("common");
        request.sort = sort;
        const std::vector<std::string> whole = titles_of(searcher.search(request));
        REQUIRE(whole.size() == 105);
        request.limit = 10;
        std::vector<std::string> paged;
        for (request.offset = 0; request.offset < 120; request.offset += 10) {
            const SearchReply page = searcher.search(request);
            CHECK(page.total == 105);
            CHECK(page.hits.size() == (request.offset >= 105 ? 0U : std::min<std::size_t>(10, 105 - request.offset)));
            std::ranges::move(titles_of(page), std::back_inserter(paged));
        }
        CHECK(paged == whole);
        CHECK(Titles(whole.begin(), whole.end()).size() == 105);
    }
}

TEST_CASE("search: facets and timeline count what was found, all of it and only that") {
    Newsroom room;
    for (const char* text : {"", "model", "model -farm", "zebra", "date:2025 OR note"}) {
        CAPTURE(text);
        SearchRequest request = request_for(text);
        request.facets = {FieldId::source, FieldId::section, FieldId::language};
        request.year_facet = true;
        request.timeline = true;
        const SearchReply reply = room.search(request);
        REQUIRE(reply.facets.size() == 4);
        for (std::size_t i = 0; i < 3; ++i) CHECK(sum_of(reply.facets[i]) == reply.total);
        const bool undated_found = std::ranges::count(titles_of(reply), undated) != 0;
        CHECK(sum_of(reply.facets[3]) + undated_found == reply.total);
        REQUIRE(reply.timeline);
        CHECK(sum_of(*reply.timeline) + undated_found == reply.total);
    }
    SearchRequest request = request_for("model");
    request.limit = 1;  // counts don't depend on the page
    request.facets = {FieldId::source, FieldId::author};
    const SearchReply reply = room.search(request);
    CHECK(reply.facets[0].values[0].value == "harbour-wire");
    CHECK(reply.facets[0].values[0].label == "Harbour Wire");
    CHECK(reply.facets[0].values[0].count == 3);
    CHECK(reply.facets[1].values[0].label == "Mei Tan");
    CHECK(reply.facets[1].values[0].count == 2);
}

TEST_CASE("search: an archive of three centuries counts its years and finds its newest") {
    TestArchive archive;
    std::vector<Story> stories;
    for (const char* day : {"1710-05-01", "1789-07-14", "1890-11-26", "1969-07-21", "2026-11-27", "2026-11-28", ""})
        stories.push_back({.title = std::string("Gazette of ") + day, .key = day, .published = day});
    archive.put_and_index("/in/gazettes", stories);
    Searcher searcher(archive.path());
    for (const char* text : {"gazette", "gazette OR 1789", "gazette -1890", ""}) {
        CAPTURE(text);
        SearchRequest request = request_for(text);
        request.year_facet = true;
        request.timeline = true;
        request.sort = SortOrder::newest;
        const SearchReply reply = searcher.search(request);
        CHECK(reply.hits[0].article.title == "Gazette of 2026-11-28");
        const std::uint64_t dated = reply.total - 1;
        REQUIRE(reply.facets.size() == 1);
        CHECK(sum_of(reply.facets[0]) == dated);
        CHECK(reply.facets[0].values.front().value == "2026");
        CHECK(reply.facets[0].values.front().count == 2);
        CHECK(reply.facets[0].values.back().value == "1710");
        REQUIRE(reply.timeline);
        CHECK(sum_of(*reply.timeline) == dated);
    }
}

TEST_CASE("search: each facet value, filtered by, finds as many articles as it says") {
    Newsroom room;
    SearchRequest request = request_for("");
    request.facets = {FieldId::source, FieldId::section, FieldId::language, FieldId::author, FieldId::tag};
    for (const Facet& facet : room.search(request).facets)
        for (const FacetValue& value : facet.values) {
            CAPTURE(value.value);
            CHECK(room.filtered(*find_field(facet.name), {value.value}).size() == value.count);
        }
}

TEST_CASE("search: a hit by its title alone shows its lead, and marks in the title") {
    Newsroom room;
    const SearchReply reply = room.search(request_for("explained"));
    REQUIRE(reply.hits.size() == 1);
    const Hit& hit = reply.hits[0];
    CHECK(hit.title_marks.size() == 1);
    REQUIRE(hit.fragments.size() == 1);
    CHECK(hit.fragments[0].marks.empty());
    CHECK(hit.article.body.starts_with(hit.fragments[0].text));
}

TEST_CASE("search: snippets hold what was found, as many as asked for") {
    Newsroom room;
    SearchRequest request = request_for("open-source");
    const SearchReply reply = room.search(request);
    for (const Hit& hit : reply.hits) {
        if (hit.article.title != released) continue;
        REQUIRE_FALSE(hit.fragments.empty());
        REQUIRE_FALSE(hit.fragments[0].marks.empty());
        const TextRange mark = hit.fragments[0].marks[0];
        CHECK(hit.fragments[0].text.substr(mark.begin, mark.end - mark.begin) == "open-source");
    }
    request.snippets = 0;
    for (const Hit& hit : room.search(request).hits) CHECK(hit.fragments.empty());
}

TEST_CASE("search: an empty archive answers with nothing, not with an error") {
    TestArchive archive;
    archive.catch_up();
    Searcher searcher(archive.path());
    for (const char* text : {"", "word", "-word", "date:2025", "source:x OR y"}) {
        SearchRequest request = request_for(text);
        request.facets = {FieldId::source};
        request.year_facet = true;
        request.timeline = true;
        const SearchReply reply = searcher.search(request);
        CHECK(reply.total == 0);
        CHECK(reply.hits.empty());
    }
    CHECK(searcher.sources().empty());
    CHECK(searcher.overview().articles == 0);
    CHECK_FALSE(searcher.article({1}));
}

TEST_CASE("search: one article by its id, with what a query marks in it; none for a removed one") {
    TestArchive archive;
    archive.put_and_index("/in/f",
                          {{.title = "Trams", .body = "The tram is back.", .key = "1"}, {.title = "Gone", .key = "2"}});
    const auto ids = archive.ids_by_title();
    archive.put_and_index("/in/f", {{.title = "Trams", .body = "The tram is back.", .key = "1"}});
    Searcher searcher(archive.path());
    REQUIRE(searcher.article({ids.at("Trams")}));
    CHECK(searcher.article({ids.at("Trams")})->body == "The tram is back.");
    CHECK_FALSE(searcher.article({ids.at("Gone")}));
    CHECK_FALSE(searcher.article({0}));
    CHECK_FALSE(searcher.article({4'000'000'000}));
    const auto marked = searcher.marked_article({ids.at("Trams")}, request_for("tram"));
    REQUIRE(marked);
    CHECK(marked->title_marks.size() == 1);
    CHECK(marked->body_marks.size() == 1);
}

TEST_CASE("search: sources and overview tell what the archive holds, and how far the index lags") {
    TestArchive archive;
    archive.put_and_index("/in/f", {{.title = "A", .key = "1", .source = "Wire", .published = "2024-03-01"},
                                    {.title = "B", .key = "2", .source = "Wire", .published = "2025-03-01"},
                                    {.title = "C", .key = "3", .source = "Ledger"}});
    Searcher searcher(archive.path());
    const auto sources = searcher.sources();
    REQUIRE(sources.size() == 2);
    CHECK(sources[0].name == "Wire");
    CHECK(sources[0].articles == 2);
    CHECK(to_iso(sources[0].first) == "2024-03-01");
    CHECK(to_iso(sources[0].last) == "2025-03-01");
    CHECK_FALSE(sources[1].first.known());
    CHECK(searcher.overview().lag == 0);
    archive.put_file("/in/g", {{.title = "D"}});
    CHECK(searcher.overview().lag == 1);
    archive.catch_up();
    const ArchiveOverview overview = searcher.overview();
    CHECK(overview.lag == 0);
    CHECK(overview.articles == 4);
    CHECK(to_iso(overview.first) == "2024-03-01");
}

TEST_CASE("search: no archive is said to be none") {
    const TempDir folder;
    CHECK_THROWS_WITH_AS(Searcher(folder.path()), doctest::Contains("broadsheet index"), Error);
}
