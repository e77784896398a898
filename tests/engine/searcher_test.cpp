// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/newsroom.h"

#include <doctest/doctest.h>

using namespace broadsheet;
using namespace broadsheet::test;

TEST_CASE("search: all words, any of them, none of them, next to each other") {
    Newsroom room;
    CHECK(room.titles("model") == Titles{released, harvest, undated, licences});
    CHECK(room.titles("model licence") == Titles{released, licences});
    CHECK(room.titles("model AND farm") == Titles{harvest});
    CHECK(room.titles("farm OR council") == Titles{harvest, council});
    CHECK(room.titles("model -farm") == Titles{released, undated, licences});
    CHECK(room.titles("model NOT (farm OR note)") == Titles{released, licences});
    CHECK(room.titles("\"model farm\"") == Titles{harvest});
    CHECK(room.titles("\"farm model\"").empty());
    CHECK(room.titles("(farm OR note) model -brook") == Titles{undated});
    CHECK(room.titles("zebra").empty());
    CHECK(room.titles("superseded").empty());
}

TEST_CASE("search: open-source, opensource and the phrase find each other, the scattered words don't") {
    Newsroom room;
    const Titles both{released, council};
    CHECK(room.titles("open-source") == both);
    CHECK(room.titles("opensource") == both);
    CHECK(room.titles("\"open source\"") == both);
    CHECK(room.titles("open source").contains(harvest));
}

TEST_CASE("search: words are found whatever their form, case and accents, unless exact is asked for") {
    Newsroom room;
    CHECK(room.titles("MODELS") == room.titles("model"));
    CHECK(room.titles("election geneve") == Titles{geneva});
    SearchRequest exact = request_for("models");
    exact.exact = true;
    CHECK(room.titles(exact) == Titles{licences});
    CHECK(room.titles("=models") == Titles{licences});
}

TEST_CASE("search: op=or makes words alternatives") {
    Newsroom room;
    SearchRequest request = request_for("farm council");
    CHECK(room.titles(request).empty());
    request.any_word = true;
    CHECK(room.titles(request) == Titles{harvest, council});
}

TEST_CASE("search: searchIn and fields look only where they are told") {
    Newsroom room;
    SearchRequest request = request_for("model");
    request.search_in = {FieldId::title};
    CHECK(room.titles(request) == Titles{released});
    CHECK(room.titles("title:model") == Titles{released});
    request.search_in = {FieldId::body};
    request.text = "explained";
    CHECK(room.titles(request).empty());
    request.search_in = {FieldId::author};
    request.text = "brien";
    CHECK(room.titles(request) == Titles{council});
    request.text = "obrien";
    CHECK(room.titles(request) == Titles{released});
    CHECK(room.titles("author:\"mei tan\" model") == Titles{released, licences});
    CHECK(room.titles("source:harbour-wire section:local") == Titles{harvest});
    CHECK(room.titles("source:\"Harbour Wire\" -section:local") == Titles{released, licences});
    CHECK(room.titles("lang:fr") == Titles{geneva});
    CHECK(room.titles("tag:ai") == Titles{released});
    CHECK(room.titles("lang:fr OR tag:ai") == Titles{geneva, released});
}

TEST_CASE("search: filters by source, section and language take slugs and names, and all must hold") {
    Newsroom room;
    CHECK(room.filtered(FieldId::source, {"harbour-wire"}) == Titles{released, harvest, licences});
    CHECK(room.filtered(FieldId::source, {"The Evening Ledger"}) == Titles{council, geneva, undated});
    CHECK(room.filtered(FieldId::section, {"politics", "technology"}) == Titles{released, licences, council, geneva});
    CHECK(room.filtered(FieldId::language, {"fr"}) == Titles{geneva});
    CHECK(room.filtered(FieldId::source, {"nobody"}).empty());
    SearchRequest request = request_for("model");
    request.filters = {{FieldId::source, {"harbour-wire"}}, {FieldId::section, {"technology"}}};
    CHECK(room.titles(request) == Titles{released, licences});
}

TEST_CASE("search: values can be left out, beside those that are wanted, and explanations say so") {
    Newsroom room;
    SearchRequest request = request_for("");
    request.filters = {{FieldId::source, {}, {"harbour-wire"}}};
    CHECK(room.titles(request) == Titles{council, geneva, undated});
    request.filters = {{FieldId::section, {"politics", "technology"}, {}}, {FieldId::language, {}, {"fr"}}};
    CHECK(room.titles(request) == Titles{released, licences, council});
    request.filters = {{FieldId::source, {"harbour-wire"}, {"harbour-wire"}}};
    CHECK(room.titles(request).empty());
    request = request_for("model");
    request.explain = true;
    request.filters = {{FieldId::section, {}, {"local"}}};
    const SearchReply reply = room.search(request);
    REQUIRE(reply.hits.size() > 0);
    REQUIRE(reply.hits[0].explanation);
    CHECK(reply.hits[0].explanation->clauses.back().clause == "-section:local");
    CHECK(reply.hits[0].explanation->clauses.back().matches);
    request.filters = {{FieldId::date, {"2025", "2024"}, {"1999"}}};
    request.added_after = {1};
    std::string clauses;
    const SearchReply newer = room.search(request);
    for (const auto& clause : newer.hits.at(0).explanation->clauses) clauses += clause.clause + "; ";
    CHECK(clauses == "model; added after article 1; date:2025 | date:2024; -date:1999; ");
}

TEST_CASE("search: a value that no article has is told, with the one that was meant") {
    Newsroom room;
    const auto warnings = [&room](SearchRequest request) {
        std::string text;
        for (const auto& warning : room.search(request).warnings) text += warning.message + ' ';
        return text;
    };
    CHECK(warnings(request_for("model source:evening-ledger")) ==
          "No article has the source \"evening-ledger\". Did you mean the-evening-ledger? ");
    SearchRequest request = request_for("model");
    request.filters = {{FieldId::source, {"harbour-wire", "Harbour Wire"}, {"nosuch"}}, {FieldId::date, {"1999"}}};
    CHECK(warnings(request) == "No article has the source \"nosuch\". ");
    CHECK(warnings(request_for("source:harbour-wire section:technology author:\"Mei Tan\" lang:fr")).empty());
}

TEST_CASE("search: an explanation counts each place once, however it is found") {
    Newsroom room;
    SearchRequest request = request_for("open-source");
    request.explain = true;
    for (const Hit& hit : room.search(request).hits)
        for (const ClauseExplanation& clause : hit.explanation->clauses)
            CHECK(clause.reason.find("twice") == std::string::npos);
}

TEST_CASE("search: the author filter means the whole name") {
    Newsroom room;
    CHECK(room.filtered(FieldId::author, {"Seán O'Brien"}) == Titles{released});
    CHECK(room.filtered(FieldId::author, {"sean o’brien"}) == Titles{released});
    CHECK(room.filtered(FieldId::author, {"Brien"}).empty());
    CHECK(room.filtered(FieldId::author, {"Anne-Marie van der Berg"}) == Titles{harvest});
    CHECK(room.filtered(FieldId::author, {"Anne Marie van der Berg"}) == Titles{harvest});
    CHECK(room.filtered(FieldId::author, {"van der Berg"}).empty());
    CHECK(room.filtered(FieldId::author, {"Mei Tan"}) == Titles{released, licences});
}

TEST_CASE("search: date ranges, in the request and in the query, alone, in alternatives and excluded") {
    Newsroom room;
    SearchRequest request = request_for("");
    request.published = {parse_iso_date("2025-01-28")->utc_s, end_of(*parse_iso_date("2025-01-28"))};
    CHECK(room.titles(request) == Titles{released, council});
    request.published = {std::nullopt, parse_iso_date("2025-01-01")->utc_s};
    CHECK(room.titles(request) == Titles{licences});  // 23:30 at -02:00 is the next year in UTC
    CHECK(room.titles("date:2025-01-28") == Titles{released, council});
    CHECK(room.titles("date:2025-01") == Titles{released, council, harvest, geneva});
    CHECK(room.titles("date:2023..2024") == Titles{licences});
    CHECK(room.titles("before:2025-01-02") == Titles{licences, geneva});
    CHECK(room.titles("after:2025-01-27") == Titles{released, council});
    CHECK(room.titles("note OR date:2023") == Titles{undated, licences});
    CHECK(room.titles("(farm OR date:2025-01-28) model") == Titles{harvest, released});
    CHECK(room.titles("model -date:2025") == Titles{undated, licences});
    CHECK(room.titles("-(date:2025 OR date:2023)") == Titles{undated});
    request.published = {};
    request.filters = {{FieldId::date, {"2023", "2025"}}};
    CHECK(room.titles(request) == room.titles("date:2023 OR date:2025"));
    request.filters = {{FieldId::date, {"2025", "2024"}, {}}};
    CHECK(room.titles(request) == room.titles("date:2024..2025"));
    request.filters = {{FieldId::date, {}, {"2025"}}};
    CHECK(room.titles(request) == room.titles("-date:2025"));
    request.filters = {{FieldId::date, {"1999"}, {}}};
    CHECK(room.titles(request).empty());
    request.filters.clear();
    request.published = {parse_iso_date("2025")->utc_s, std::nullopt};
    request.text = "model -date:2025-01-28";
    CHECK(room.titles(request) == Titles{harvest});
}
