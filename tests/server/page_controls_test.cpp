// SPDX-License-Identifier: GPL-3.0-or-later
// What a reader can do on a page beside reading: tick forms, choose values, density and language, take a result along.
#include "engine/query/parser.h"
#include "server/api/form_choice.h"
#include "server/api/search_links.h"
#include "server/api/site.h"
#include "server/api/typing_turns.h"
#include "server/http/stored_body.h"
#include "server/pages/facet_counts.h"
#include "server/pages/search_page.h"
#include "tests/server/sample_reply.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

using namespace broadsheet;

namespace {

SearchParameters search_for(const ParameterList& parameters) {
    return std::get<SearchParameters>(read_search_parameters(parameters, test::sample_now_s));
}

std::string page_for(const ParameterList& parameters, const SearchReply& reply = test::sample_reply()) {
    return search_page(search_for(parameters), reply, test::sample_overview(), 0.4);
}

bool has(const std::string& page, std::string_view text) {
    return page.find(text) != std::string::npos;
}

HttpResponse get(const HttpHandler& site, const std::string& path, const ParameterList& parameters = {},
                 const ParameterList& headers = {}) {
    HttpResponse response = site({"GET", path, parameters, headers, "", "127.0.0.1"});
    if (response.stored) response.body = response.stored->plain();
    return response;
}

std::string header_of(const HttpResponse& response, std::string_view name) {
    for (const auto& [known, value] : response.headers) {
        if (known == name) return value;
    }
    return {};
}

WrittenForm form_of(const std::string& form, std::uint32_t articles, std::size_t position, const std::string& word) {
    WrittenForm made;
    made.form = form;
    made.articles = articles;
    made.position = position;
    made.word = word;
    return made;
}

/// What a search with these filters was asked to count, and what came of it.
std::vector<SearchRequest> requests_to_open(const SearchParameters& search, SearchReply& reply) {
    std::vector<SearchRequest> asked;
    open_facets(search, reply, [&asked](const SearchRequest& request) {
        asked.push_back(request);
        SearchReply counted;
        counted.facets = {{"source", {{"a", "A", 9}, {"b", "B", 8}}}, {"year", {{"2025", "2025", 40}}}};
        return counted;
    });
    return asked;
}

}  // namespace

TEST_CASE("form choice: ticked forms take the place of their word, and the query still means something") {
    CHECK(narrowed_to_forms("open-source strike", {{0, {"opensource", "open source"}}}) ==
          "(=opensource OR =\"open source\") strike");
    CHECK(narrowed_to_forms("open-source strike", {{12, {"strikes"}}, {0, {"opensource"}}}) == "=opensource =strikes");
    CHECK(narrowed_to_forms("title:econom* x", {{6, {"economy", "economist"}}}) == "title:(=economy OR =economist) x");
    CHECK(narrowed_to_forms("goverment~1", {{0, {"government"}}}) == "=government");
    for (const std::string query : {"(=opensource OR =\"open source\") strike", "title:(=economy OR =economist) x"}) {
        CAPTURE(query);
        CHECK(query::parse(query, {}).warnings.empty());
    }
}

TEST_CASE("form choice: what is no word of the query stays as it is") {
    for (const std::size_t position : {1U, 4U, 5U, 99U}) {
        CAPTURE(position);
        CHECK(narrowed_to_forms("\"open source\" x", {{position, {"y"}}}) == "\"open source\" x");
    }
    CHECK_FALSE(is_replaceable("\"open source\"", form_of("open", 3, 1, "open")));
    CHECK_FALSE(is_replaceable("strike", form_of("strikes", 3, 0, "walkout")));
    CHECK_FALSE(is_replaceable("strike", form_of("strikes", 3, 40, "strike")));
    CHECK(is_replaceable("title:strike", form_of("strikes", 3, 6, "strike")));
}

TEST_CASE("form choice: the address of the boxes leads to the narrowed search, with its filters") {
    const auto site = site_handler(test::sample_access());
    const auto chosen = get(site, "/forms",
                            {{"q", "strike ferry"},
                             {"sources", "a"},
                             {"of", "0:3,7:2"},
                             {"form", "0:strikes"},
                             {"form", "7:ferry"},
                             {"form", "7:ferries"}});
    CHECK(chosen.status == 303);
    CHECK(header_of(chosen, "Location") == "/?q=%3Dstrikes+ferry&sources=a");
    CHECK(header_of(get(site, "/forms", {{"q", "strike"}, {"of", "0:3"}}), "Location") == "/?q=strike");
    CHECK(header_of(get(site, "/forms", {{"q", "strike"}, {"of", "x"}, {"form", "y"}, {"form", "0:"}}), "Location") ==
          "/?q=strike");
    CHECK(get(site, "/forms", {{"q", "strike"}, {"nonsense", "1"}}).status == 400);
}

TEST_CASE("search page: forms of a word can be ticked if it has several") {
    auto reply = test::sample_reply();
    reply.forms = {form_of("open-source", 40, 0, "open-source"), form_of("opensource", 5, 0, "open-source"),
                   form_of("strikes", 9, 12, "strike")};
    const auto page = page_for({{"q", "open-source strike"}, {"sources", "a"}, {"page", "2"}}, reply);
    CHECK(has(page, "name=\"form\" value=\"0:opensource\" checked"));
    CHECK_FALSE(has(page, "value=\"12:strikes\""));
    CHECK(has(page, "name=\"of\" value=\"0:2,12:1\""));
    CHECK(has(page, "<a href=\"/?q=open-source+%3Dstrikes&amp;sources=a\">only"));
    CHECK(has(page, "Only those ticked"));
}

TEST_CASE("facets: a field that is filtered by is counted without its own filter") {
    auto reply = test::sample_reply();
    const auto asked = requests_to_open(
        search_for({{"q", "x"}, {"sources", "a,b"}, {"section", "world"}, {"from", "2025"}, {"to", "2025"}}), reply);
    REQUIRE(asked.size() == 3);
    CHECK(asked[0].facets == std::vector<FieldId>{FieldId::source});
    REQUIRE(asked[0].filters.size() == 1);
    CHECK(asked[0].filters[0].field == FieldId::section);
    CHECK(asked[0].published.from_s.has_value());
    CHECK(asked[1].filters[0].field == FieldId::source);
    CHECK_FALSE(asked[2].published.from_s.has_value());
    CHECK(asked[2].year_facet);
    const auto of_years = requests_to_open(search_for({{"q", "x"}, {"year", "2024,-2025"}}), reply);
    REQUIRE(of_years.size() == 1);
    CHECK(of_years[0].year_facet);
    CHECK(of_years[0].filters.empty());
    CHECK(reply.facets[0].values[0].count == 9);
    auto plain = test::sample_reply();
    CHECK(requests_to_open(search_for({{"q", "x"}}), plain).empty());
}

TEST_CASE("search page: a value can be left out, and is shown as such until it is let in again") {
    const auto page = page_for({{"q", "x"}, {"sources", "-harbour-wire"}});
    CHECK(has(page, "<li class=\"without\"><a href=\"/?q=x\"><span dir=\"auto\">Harbour Wire</span>"));
    CHECK(has(page, "<span class=\"what\">Not Source</span> <span dir=\"auto\">Harbour Wire</span>"));
    CHECK(has(page, "href=\"/?q=x&amp;sources=-harbour-wire,-tech-dispatch\" title=\"Without Tech"));
    CHECK(has(page, "href=\"/?q=x&amp;sources=tech-dispatch,-harbour-wire\"><span dir=\"auto\">Tech Dispatch"));
    const auto chosen = page_for({{"q", "x"}, {"sources", "harbour-wire"}});
    CHECK(has(chosen, "href=\"/?q=x&amp;sources=-harbour-wire\" title=\"Without Harbour"));
}

TEST_CASE("search page: years combine and can be left out; they take the place of a period") {
    const auto row = [](const std::string& url, const std::string& list_class = "") {
        return "<li" + list_class + "><a href=\"" + url + "\"><span dir=\"auto\">2025</span>";
    };
    CHECK(has(page_for({{"q", "x"}, {"year", "2024"}}), row("/?q=x&amp;year=2024,2025")));
    CHECK(has(page_for({{"q", "x"}, {"year", "2024"}}),
              "<span class=\"what\">Year</span> <span dir=\"auto\">2024</span>"));
    CHECK(has(page_for({{"q", "x"}, {"from", "2024"}, {"to", "2024"}}), row("/?q=x&amp;year=2024,2025")));
    CHECK(has(page_for({{"q", "x"}, {"from", "2024-03"}}), row("/?q=x&amp;year=2025")));
    CHECK(has(page_for({{"q", "x"}, {"year", "2025"}}), row("/?q=x", " class=\"on\"")));
    CHECK(has(page_for({{"q", "x"}, {"year", "-2025"}}), row("/?q=x", " class=\"without\"")));
    CHECK(has(page_for({{"q", "x"}}), "href=\"/?q=x&amp;year=-2025\" title=\"Without 2025"));
}

TEST_CASE("search page: density stands in the address and leaves fragments out") {
    const auto page = page_for({{"q", "x"}, {"view", "compact"}});
    CHECK(has(page, "<ol class=\"hits compact\""));
    CHECK_FALSE(has(page, "class=\"fragments\""));
    CHECK(has(page, "<a href=\"/?q=x\">List</a>"));
    CHECK(has(page, "href=\"/?q=x&amp;view=compact&amp;page=2\""));
    CHECK(has(page_for({{"q", "x"}}), "<a href=\"/?q=x&amp;view=compact\">Compact</a>"));
    const auto read = read_search_parameters({{"view", "dense"}}, test::sample_now_s);
    REQUIRE(std::holds_alternative<ParameterFault>(read));
    CHECK(std::get<ParameterFault>(read).parameter == "view");
}

TEST_CASE("search page: several filters can be cleared at once, and the order stays") {
    const auto page =
        page_for({{"q", "x"}, {"sources", "a"}, {"exact", "1"}, {"sortBy", "newest"}, {"group", "story"}});
    CHECK(has(page, "<a href=\"/?q=x&amp;sortBy=newest&amp;group=story\">Clear all</a>"));
    CHECK_FALSE(has(page_for({{"q", "x"}, {"sources", "a"}}), "Clear all"));
}

TEST_CASE("pages: tips beside the search box are examples to follow, from the tables of operators and fields") {
    const auto page = page_for({{"q", "x"}});
    CHECK(has(page, "<a href=\"/?q=open-source\"><code>open-source</code></a>"));
    CHECK(has(page, "<a href=\"/?q=title:election\"><code>title:election</code></a>"));
    const auto begin = page.find("<details class=\"tips\">");
    REQUIRE(begin != page.npos);
    CHECK(page.find("freedom of information", begin) < page.find("</details>", begin));
}

TEST_CASE("search page: a result can be taken along as a feed, as a file, as a saved search") {
    const auto page = page_for({{"q", "x"}, {"sources", "a"}, {"page", "2"}, {"view", "compact"}});
    CHECK(has(page, "href=\"/feed.atom?q=x&amp;sources=a\""));
    CHECK(has(page, "href=\"/api/v1/export?q=x&amp;sources=a&amp;format=csv\""));
    CHECK(has(page,
              "<form action=\"/saved\" method=\"post\"><input type=\"hidden\" name=\"query\" "
              "value=\"q=x&amp;sources=a\">"));
    CHECK(has(page,
              "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Feed\" "
              "href=\"/feed.atom?q=x&amp;sources=a\">"));
}

TEST_CASE("search page: a part of an answer says that it is one") {
    auto reply = test::sample_reply();
    reply.complete = false;
    const auto page = page_for({{"q", "x"}}, reply);
    CHECK(has(page, "at least 45 articles"));
    CHECK(has(page, "Only a part of the archive was searched."));
    CHECK_FALSE(has(page_for({{"q", "x"}}), "class=\"partial\""));
}

TEST_CASE("language: pages speak the reader's, caches are told, and programs are answered as ever") {
    const auto site = site_handler(test::sample_access());
    const ParameterList german = {{"accept-language", "de-CH, en;q=0.5"}};
    const auto page = get(site, "/", {{"q", "x"}}, german);
    CHECK(has(page.body, "<html lang=\"de\">"));
    CHECK(has(page.body, "45 Artikel"));
    CHECK(has(page.body, "28. Januar 2025"));
    CHECK(has(page.body, "<h2 lang=\"en\""));
    CHECK(has(page.body, "href=\"/language?to=fr&amp;back=/%3Fq%3Dx\""));
    CHECK(header_of(page, "Vary") == "Accept-Language, Cookie");
    CHECK(header_of(page, "Content-Language") == "de");
    const auto english = get(site, "/", {{"q", "x"}});
    CHECK(has(english.body, "45 articles"));
    CHECK(header_of(english, "ETag") != header_of(page, "ETag"));
    const auto same = get(site, "/", {{"q", "x"}}, {german[0], {"if-none-match", header_of(page, "ETag")}});
    CHECK(same.status == 304);
    CHECK(header_of(same, "Vary") == "Accept-Language, Cookie");
    CHECK(header_of(get(site, "/api/v1/search", {{"q", "x"}}, german), "ETag") ==
          header_of(get(site, "/api/v1/search", {{"q", "x"}}), "ETag"));
    CHECK(has(get(site, "/nowhere", {}, german).body, "Nicht in diesem Archiv"));
}

TEST_CASE("language: a choice is kept in a cookie and leads back to this site alone") {
    const auto site = site_handler(test::sample_access());
    const auto chosen = get(site, "/language", {{"to", "fr"}, {"back", "/?q=caf\u00e9 x"}});
    CHECK(chosen.status == 303);
    CHECK(header_of(chosen, "Location") == "/?q=caf%C3%A9%20x");
    CHECK(header_of(chosen, "Set-Cookie").starts_with("language=fr; Path=/; Max-Age="));
    CHECK(has(header_of(chosen, "Set-Cookie"), "SameSite=Lax"));
    for (const char* elsewhere : {"//evil.example", "/\\evil.example", "https://evil.example", "evil", ""}) {
        CAPTURE(elsewhere);
        CHECK(header_of(get(site, "/language", {{"to", "fr"}, {"back", elsewhere}}), "Location") == "/");
    }
    CHECK(get(site, "/language", {{"to", "xx"}}).status == 400);
    CHECK(get(site, "/language", {}).status == 400);
    CHECK(has(get(site, "/", {}, {{"accept-language", "de"}, {"cookie", "language=fr"}}).body, "<html lang=\"fr\">"));
}

TEST_CASE("typing: one search at a time has its turn, one whose reader is gone has none, others need none") {
    TypingTurns turns;
    HttpRequest typing{"GET", "/", {}, {{"x-broadsheet-typing", "1"}}, "", ""};
    auto first = std::make_unique<TypingTurns::Turn>(turns.take(typing));
    CHECK(first->wanted());
    HttpRequest gone = typing;
    gone.client_gone = [] { return true; };
    CHECK_FALSE(turns.take(gone).wanted());
    CHECK(turns.take({"GET", "/", {}, {}, "", ""}).wanted());
    std::atomic<bool> waits = false, had_turn = false;
    HttpRequest patient = typing;
    patient.client_gone = [&] {
        waits = true;
        return false;
    };
    std::jthread other([&] { had_turn = turns.take(patient).wanted(); });
    while (!waits) std::this_thread::yield();
    CHECK_FALSE(had_turn);
    first.reset();
    other.join();
    CHECK(had_turn);
    CHECK(turns.take(typing).wanted());
}
