// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/search/coverage.h"

#include "tests/support/test_archive.h"

#include <doctest/doctest.h>

using namespace broadsheet;

namespace {

MonthNumber month(int year, unsigned month) {
    return month_of(day_number({year, month, 1}));
}

}  // namespace

TEST_CASE("coverage: living articles by source and month, undated ones apart") {
    test::TestArchive archive;
    archive.put_and_index("/in/wire", {{.key = "1", .source = "Harbour Wire", .published = "2024-12-31"},
                                       {.key = "2", .source = "Harbour Wire", .published = "2025-01-02"},
                                       {.key = "3", .source = "Harbour Wire", .published = "2025-01-28"},
                                       {.key = "4", .source = "Harbour Wire"},
                                       {.key = "gone", .source = "Harbour Wire", .published = "1999-01-01"}});
    archive.put_and_index("/in/note", {{.key = "9", .published = "2025-03"}});
    archive.put_and_index("/in/wire", {{.key = "1", .source = "Harbour Wire", .published = "2024-12-31"},
                                       {.key = "2", .source = "Harbour Wire", .published = "2025-01-02"},
                                       {.key = "3", .source = "Harbour Wire", .published = "2025-01-28"},
                                       {.key = "4", .source = "Harbour Wire"}});
    Searcher searcher(archive.path());
    const auto coverage = searcher.coverage();
    CHECK(coverage == searcher.coverage());
    REQUIRE(coverage->sources.size() == 2);
    const SourceMonths& wire = coverage->sources[0];
    CHECK(wire.id == "harbour-wire");
    CHECK(wire.name == "Harbour Wire");
    CHECK(wire.articles == 4);
    CHECK(wire.undated == 1);
    CHECK(to_iso(wire.first) == "2024-12-31");
    CHECK(to_iso(wire.last) == "2025-01-28");
    REQUIRE(wire.months.size() == 2);
    CHECK(wire.months[0].month == month(2024, 12));
    CHECK(wire.months[1].month == month(2025, 1));
    CHECK(wire.months[1].articles == 2);
    CHECK(coverage->sources[1].id.empty());
    CHECK(coverage->sources[1].articles == 1);
    CHECK(coverage->newest == ArticleId{6});
    CHECK(first_day_of(month(2025, 1)) == day_number({2025, 1, 1}));

    archive.put_and_index("/in/more", {{.key = "10", .source = "Ledger", .published = "2025-03-01"}});
    CHECK(searcher.coverage()->sources.size() == 3);
    CHECK(searcher.coverage()->newest == ArticleId{7});
}

TEST_CASE("coverage: the acronyms that most articles explain stand first") {
    test::TestArchive archive;
    archive.put_and_index("/in/a", {{.body = "Artificial general intelligence (AGI) is discussed.", .key = "1"},
                                    {.body = "They spoke of artificial general intelligence (AGI) again.", .key = "2"},
                                    {.body = "Adjusted gross income (AGI) matters for taxes.", .key = "3"},
                                    {.body = "The North Atlantic Treaty Organization (NATO) met.", .key = "4"}});
    Searcher searcher(archive.path());
    const auto acronyms = searcher.acronyms();
    REQUIRE(acronyms.size() == 2);
    CHECK(acronyms[0].acronym == "AGI");
    CHECK(acronyms[0].long_form == "artificial general intelligence");
    CHECK(acronyms[0].articles == 2);
    CHECK(acronyms[0].others == 1);
    CHECK(acronyms[1].acronym == "NATO");
}

TEST_CASE("search: only what came into the archive after an article") {
    test::TestArchive archive;
    archive.put_and_index(
        "/in/a", {{.title = "Tram one", .key = "1"}, {.title = "Tram two", .key = "2"}, {.title = "Bus", .key = "3"}});
    Searcher searcher(archive.path());
    const ArticleId seen = searcher.coverage()->newest;
    SearchRequest request = test::request_for("tram");
    request.added_after = seen;
    CHECK(searcher.count(request) == 0U);
    CHECK(searcher.search(request).total == 0);

    archive.put_and_index("/in/a", {{.title = "Tram one", .body = "Another text.", .key = "1"},
                                    {.title = "Tram two", .key = "2"},
                                    {.title = "Bus", .key = "3"}});
    CHECK(searcher.count(request) == 0U);  // changed, not new
    archive.put_and_index("/in/b", {{.title = "Tram three", .key = "4"}, {.title = "Bus two", .key = "5"}});
    CHECK(searcher.count(request) == 1U);
    CHECK(test::titles_of(searcher.search(request)) == std::vector<std::string>{"Tram three"});

    archive.close_index();  // merged: ids of one segment no longer ascend
    CHECK(searcher.count(request) == 1U);
    for (const SortOrder sort : {SortOrder::relevance, SortOrder::newest, SortOrder::oldest}) {
        request.sort = sort;
        CHECK(test::titles_of(searcher.search(request)) == std::vector<std::string>{"Tram three"});
    }
    request.text.clear();
    CHECK(searcher.count(request) == 2U);
    request.added_after = {};
    CHECK(searcher.count(request) == 5U);
}
