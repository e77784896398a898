// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/search_parameters.h"

#include "server/api/cursor.h"
#include "server/api/nearest_name.h"
#include "server/api/search_links.h"
#include "tests/server/sample_reply.h"

#include <doctest/doctest.h>

#include <limits>

using namespace broadsheet;

namespace {

std::variant<SearchParameters, ParameterFault> read(const ParameterList& parameters) {
    return read_search_parameters(parameters, test::sample_now_s);
}

SearchParameters accepted(const ParameterList& parameters) {
    const auto result = read(parameters);
    if (const auto* fault = std::get_if<ParameterFault>(&result)) FAIL(fault->detail);
    return std::get<SearchParameters>(result);
}

ParameterFault refused(const ParameterList& parameters) {
    const auto result = read(parameters);
    REQUIRE(std::holds_alternative<ParameterFault>(result));
    return std::get<ParameterFault>(result);
}

std::vector<std::string> values_of(const SearchParameters& search, FieldId field) {
    for (const auto& filter : search.request.filters) {
        if (filter.field == field) return filter.values;
    }
    return {};
}

std::int64_t second_of(const CivilDay& day) {
    return day_number(day) * seconds_per_day;
}

}  // namespace

TEST_CASE("parameters: nothing given asks for the newest articles with the usual facets") {
    const auto search = accepted({});
    CHECK(search.request.text.empty());
    CHECK(search.request.sort == SortOrder::newest);
    CHECK(search.request.limit == 20);
    CHECK(search.request.offset == 0);
    CHECK(search.request.facets == std::vector{FieldId::source, FieldId::section});
    CHECK(search.request.year_facet);
    CHECK(search.request.timeline);
    CHECK(search.request.now_s == test::sample_now_s);
}

TEST_CASE("parameters: words are sorted by relevance unless told") {
    CHECK(accepted({{"q", " open-source "}}).request.text == "open-source");
    CHECK(accepted({{"q", "x"}}).request.sort == SortOrder::relevance);
    CHECK(accepted({{"q", "x"}, {"sortBy", "newest"}}).request.sort == SortOrder::newest);
    CHECK(accepted({{"sortBy", "relevance"}}).request.sort == SortOrder::relevance);
}

TEST_CASE("parameters: names and values of other news interfaces are understood") {
    CHECK(accepted({{"q", "x"}, {"sortBy", "publishedAt"}}).request.sort == SortOrder::newest);
    CHECK(accepted({{"sortBy", "relevancy"}}).request.sort == SortOrder::relevance);
    CHECK(accepted({{"order-by", "oldest"}}).request.sort == SortOrder::oldest);
    CHECK(accepted({{"page-size", "50"}}).request.limit == 50);
    CHECK(accepted({{"per_page", "50"}}).request.limit == 50);
    CHECK(accepted({{"limit", "10"}, {"offset", "35"}}).request.offset == 35);
    CHECK(accepted({{"begin_date", "20250128"}}).request.published.from_s == second_of({2025, 1, 28}));
    CHECK(accepted({{"to-date", "2025"}}).request.published.before_s == second_of({2026, 1, 1}));
}

TEST_CASE("parameters: to includes the whole of what it names") {
    CHECK(accepted({{"from", "2025-01"}, {"to", "2025-01"}}).request.published ==
          DateRange{second_of({2025, 1, 1}), second_of({2025, 2, 1})});
    CHECK(accepted({{"to", "2024-02-28"}}).request.published.before_s == second_of({2024, 2, 29}));
    CHECK(accepted({{"from", "-7d"}}).request.published.from_s == second_of({2026, 11, 15}));
}

TEST_CASE("parameters: several values come with commas or by repeating") {
    const auto search = accepted({{"sources", "harbour-wire, Tech Dispatch"}, {"sources", "hafenbote,,harbour-wire"}});
    CHECK(values_of(search, FieldId::source) == std::vector<std::string>{"harbour-wire", "Tech Dispatch", "hafenbote"});
    CHECK(search.request.filters.size() == 1);
    CHECK(values_of(accepted({{"language", "French,EN-gb"}}), FieldId::language) ==
          std::vector<std::string>{"fr", "en"});
}

TEST_CASE("parameters: a minus before a value leaves it out") {
    const auto search = accepted({{"sources", "a, -b"}, {"language", "-French"}});
    REQUIRE(search.request.filters.size() == 2);
    CHECK(search.request.filters[0].values == std::vector<std::string>{"a"});
    CHECK(search.request.filters[0].excluded == std::vector<std::string>{"b"});
    CHECK(search.request.filters[1].excluded == std::vector<std::string>{"fr"});
    CHECK(values_of(accepted({{"year", "2024,2025"}}), FieldId::date) == std::vector<std::string>{"2024", "2025"});
    CHECK(refused({{"year", "-25"}}).detail == "'year' can't be \"25\"; it takes a year such as 2025.");
    CHECK(refused({{"year", "2025-01"}}).parameter == "year");
    CHECK(refused({{"sources", "a,-"}}).detail ==
          "'sources' can't be \"-\"; it takes a value, behind '-' one to leave out.");
}

TEST_CASE("parameters: empty values count as not given, but empty facets count nothing") {
    const auto search = accepted({{"q", ""}, {"from", ""}, {"to", " "}, {"sources", ""}, {"pageSize", ""}});
    CHECK(write_search_parameters(search).empty());
    const auto bare = accepted({{"facets", ""}});
    CHECK(bare.request.facets.empty());
    CHECK_FALSE(bare.request.year_facet);
    CHECK_FALSE(bare.request.timeline);
    const auto some = accepted({{"facets", "language,timeline"}});
    CHECK(some.request.facets == std::vector{FieldId::language});
    CHECK(some.request.timeline);
    CHECK_FALSE(some.request.year_facet);
}

TEST_CASE("parameters: switches and places") {
    const auto search = accepted({{"q", "x"},
                                  {"exact", "1"},
                                  {"op", "or"},
                                  {"snippets", "0"},
                                  {"searchIn", "title,author"},
                                  {"page", "3"},
                                  {"pageSize", "200"},
                                  {"group", "none"},
                                  {"explain", "0"},
                                  {"format", "json"}});
    CHECK(search.request.exact);
    CHECK(search.request.any_word);
    CHECK(search.request.snippets == 0);
    CHECK(search.request.search_in == std::vector{FieldId::title, FieldId::author});
    CHECK(search.request.offset == 400);
    CHECK(search.page() == 3);
    CHECK(accepted({{"page", "1001"}, {"pageSize", "200"}}).request.offset == 200'000);
}

TEST_CASE("parameters: explanations, for one article also if it isn't found") {
    CHECK_FALSE(accepted({{"q", "x"}}).request.explain);
    CHECK(accepted({{"q", "x"}, {"explain", "1"}}).request.explain);
    const auto named = accepted({{"q", "x"}, {"article", "4294967295"}, {"explain", "1"}});
    CHECK(named.article == ArticleId{4'294'967'295});
    CHECK_FALSE(accepted({{"q", "x"}, {"article", " "}}).article.has_value());
    for (const ParameterList& alone : {ParameterList{{"article", "7"}}, {{"article", "7"}, {"explain", "0"}}}) {
        const auto fault = refused(alone);
        CHECK(fault.status == 400);
        CHECK(fault.code == "missing-parameter");
        CHECK(fault.parameter == "article");
        CHECK(fault.detail.find("explain=1") != std::string::npos);
    }
}

TEST_CASE("parameters: freshness is a number of days") {
    CHECK(accepted({{"q", "x"}}).request.freshness_days == 0);
    CHECK(accepted({{"q", "x"}, {"freshness", "30d"}}).request.freshness_days == 30);
    CHECK(accepted({{"q", "x"}, {"freshness", "36500"}}).request.freshness_days == 36'500);
    CHECK(accepted({{"q", "x"}, {"half-life", "1"}}).request.freshness_days == 1);
}

TEST_CASE("parameters: bad values are refused with the parameter's name and what it takes") {
    const std::vector<std::pair<ParameterList, std::string>> table = {
        {{{"from", "yesterday"}}, "from"},
        {{{"from", "2025-02-30"}}, "from"},
        {{{"to", "2025-13"}}, "to"},
        {{{"from", "2025"}, {"to", "2024"}}, "to"},
        {{{"page", "0"}}, "page"},
        {{{"page", "-1"}}, "page"},
        {{{"page", "1.5"}}, "page"},
        {{{"page", "4294967295"}}, "page"},
        {{{"page", "99999999999999999999"}}, "page"},
        {{{"pageSize", "201"}}, "pageSize"},
        {{{"pageSize", "0"}}, "pageSize"},
        {{{"snippets", "6"}}, "snippets"},
        {{{"exact", "yes"}}, "exact"},
        {{{"op", "xor"}}, "op"},
        {{{"sortBy", "popularity"}}, "sortBy"},
        {{{"searchIn", "title,footer"}}, "searchIn"},
        {{{"language", "klingonese"}}, "language"},
        {{{"facets", "colour"}}, "facets"},
        {{{"fields", "id,teaser"}}, "fields"},
        {{{"group", "cluster"}}, "group"},
        {{{"format", "pdf"}}, "format"},
        {{{"cursor", "b14-2a-0"}}, "cursor"},
        {{{"cursor", "\xff\xff"}}, "cursor"},
        {{{"explain", "2"}}, "explain"},
        {{{"freshness", "0"}}, "freshness"},
        {{{"freshness", "36501"}}, "freshness"},
        {{{"freshness", "d"}}, "freshness"},
        {{{"freshness", "30w"}}, "freshness"},
        {{{"freshness", "-30d"}}, "freshness"},
        {{{"explain", "1"}, {"article", "0"}}, "article"},
        {{{"explain", "1"}, {"article", "seven"}}, "article"},
        {{{"explain", "1"}, {"article", "99999999999"}}, "article"},
    };
    for (const auto& [parameters, name] : table) {
        CAPTURE(name);
        const auto fault = refused(parameters);
        CHECK(fault.status == 400);
        CHECK(fault.code == "bad-value");
        CHECK(fault.parameter == name);
        CHECK(fault.detail.find(name) != std::string::npos);
    }
    CHECK(refused({{"sortBy", "newst"}}).suggestion == "newest");
    CHECK(refused({{"pageSize", "500"}}).detail.find("1 to 200") != std::string::npos);
}

TEST_CASE("parameters: an unknown one is refused with the nearest valid name") {
    const std::vector<std::pair<std::string, std::string>> table = {{"source", "sources"},  {"pagesize", "pageSize"},
                                                                    {"lang", "language"},   {"sort", "sortBy"},
                                                                    {"query", "q"},         {"formt", "format"},
                                                                    {"since", "from"},      {"tags", "tag"},
                                                                    {"xyzzy", ""},          {"", ""},
                                                                    {"explian", "explain"}, {"articel", "article"},
                                                                    {"fresh", "freshness"}, {"recency", "freshness"}};
    for (const auto& [typed, meant] : table) {
        CAPTURE(typed);
        const auto fault = refused({{"q", "x"}, {typed, "1"}});
        CHECK(fault.status == 400);
        CHECK(fault.code == "unknown-parameter");
        CHECK(fault.parameter == typed);
        CHECK(fault.suggestion == meant);
        CHECK(fault.detail.find("searchIn") != std::string::npos);
    }
}

TEST_CASE("parameters: formats are those of the table") {
    for (const char* format : {"jsonl", "csv", "atom", "rss", "jsonfeed", "ris", "bibtex", "csljson", "ninjs"})
        CHECK(accepted({{"format", format}}).format == format);
    const auto fault = refused({{"format", "bibtexx"}});
    CHECK(fault.status == 400);
    CHECK(fault.suggestion == "bibtex");
}

TEST_CASE("parameters: one value twice and two places at once are refused") {
    CHECK(refused({{"q", "a"}, {"q", "b"}}).code == "repeated-parameter");
    CHECK(refused({{"limit", "5"}, {"pageSize", "5"}}).code == "repeated-parameter");
    CHECK(refused({{"page", "2"}, {"offset", "20"}}).code == "conflicting-parameters");
    CHECK(refused({{"page", "2"}, {"cursor", to_text(Cursor{20, 1})}}).parameter == "cursor");
}

TEST_CASE("links: a search survives the way through its own URL parameters") {
    const std::vector<ParameterList> table = {
        {},
        {{"q", "open-source & \"free\" <b>"}},
        {{"q", "x"},
         {"searchIn", "title"},
         {"from", "-7d"},
         {"to", "2026"},
         {"sources", "a,b"},
         {"author", "Ann O’Hara"}},
        {{"q", "x"}, {"language", "fr"}, {"sortBy", "oldest"}, {"exact", "1"}, {"op", "or"}, {"snippets", "5"}},
        {{"q", "x"}, {"fields", "id,title"}, {"facets", "source,year"}, {"pageSize", "50"}, {"page", "4"}},
        {{"q", "x"}, {"facets", ""}, {"offset", "7"}},
        {{"q", "x"}, {"cursor", to_text(Cursor{40, 42})}},
        {{"q", "x"}, {"freshness", "30d"}, {"explain", "1"}, {"article", "7"}},
        {{"q", "x"}, {"sources", "a,-b"}, {"section", "-world"}, {"view", "compact"}},
        {{"sortBy", "relevance"}, {"tag", "t"}, {"agency", "g"}, {"place", "p"}, {"section", "s"}},
    };
    for (const auto& parameters : table) {
        const auto once = write_search_parameters(accepted(parameters));
        CAPTURE(url_of("/", once));
        CHECK(once == write_search_parameters(accepted(once)));
        CHECK(once.size() == parameters.size());
        for (const auto& parameter : parameters) CHECK(std::find(once.begin(), once.end(), parameter) != once.end());
    }
}

TEST_CASE("links: URLs are percent-encoded") {
    CHECK(url_of("/", {}) == "/");
    CHECK(url_of("/", {{"q", "a b&c=d\"<é+"}, {"to", "2025-01"}}) == "/?q=a+b%26c%3Dd%22%3C%C3%A9%2B&to=2025-01");
}

TEST_CASE("cursor: only unchanged texts are read") {
    const Cursor cursor{40, 1'234'567'890'123};
    const auto read = parse_cursor(to_text(cursor));
    REQUIRE(read);
    CHECK(read->offset == cursor.offset);
    CHECK(read->generation == cursor.generation);
    CHECK_FALSE(read->after);
    for (const char* text : {"", "-", "--", "b", "b14", "b14-2a", "b14-2a-ffff", "c14-2a-0", "b-1-2-3"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_cursor(text).has_value());
    }
    std::string changed = to_text(cursor);
    changed[1] = changed[1] == '1' ? '2' : '1';
    CHECK_FALSE(parse_cursor(changed).has_value());
}

TEST_CASE("cursor: it carries the place of the last hit, exactly") {
    for (const double weight : {0.0, 1.0 / 3, -7.25, 1e300}) {
        for (const std::int64_t published_s :
             {std::int64_t{0}, std::int64_t{-86'400}, std::numeric_limits<std::int64_t>::min()}) {
            const Cursor cursor{1000, 42, Place{weight, published_s, {4'000'000'000}}};
            CAPTURE(to_text(cursor));
            const auto read = parse_cursor(to_text(cursor));
            REQUIRE(read);
            REQUIRE(read->after);
            CHECK(read->after->weight == weight);
            CHECK(read->after->published_s == published_s);
            CHECK(read->after->id == cursor.after->id);
            CHECK(accepted({{"q", "x"}, {"cursor", to_text(cursor)}}).request.after->id == cursor.after->id);
        }
    }
    const Cursor without_number{1, 2, Place{std::numeric_limits<double>::quiet_NaN(), 0, {1}}};
    CHECK_FALSE(parse_cursor(to_text(without_number)));
}

TEST_CASE("nearest name: slips, swaps and beginnings are near, others are not") {
    constexpr std::string_view names[] = {"page", "pageSize", "sources", "language", "q"};
    CHECK(edit_distance("soruces", "sources") == 1);
    CHECK(edit_distance("", "page") == 4);
    CHECK(edit_distance("PAGE", "page") == 0);
    CHECK(nearest_name("soruces", names) == "sources");
    CHECK(nearest_name("langu", names) == "language");
    CHECK(nearest_name("zebra", names).empty());
    CHECK(nearest_name(std::string(5000, 'p'), names).empty());
}
