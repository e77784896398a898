// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/article/web_address.h"
#include "server/pages/article_page.h"
#include "server/pages/error_page.h"
#include "server/pages/help_page.h"
#include "server/pages/page_links.h"
#include "server/pages/page_wording.h"
#include "server/pages/pager.h"
#include "server/pages/search_page.h"
#include "server/pages/timeline_periods.h"
#include "tests/server/sample_reply.h"

#include <doctest/doctest.h>

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

constexpr std::string_view hostile = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>\" onfocus=\"x";

/// True if nothing of `hostile` stands in the page as markup.
bool is_harmless(const std::string& page) {
    return !has(page, "<script>alert") && !has(page, "<img") && !has(page, "\" onfocus");
}

StoredArticle hostile_article() {
    StoredArticle article = test::sample_article();
    const std::string text(hostile);
    article.title = article.subtitle = article.source = article.section = article.agency = article.place = text;
    article.body = text + "\n\n" + text;
    article.authors = article.tags = {text};
    article.language = "\"><b onclick=1>";
    article.key = article.provenance.path = article.provenance.location = article.provenance.format = text;
    article.url = "javascript:alert(1)//https://";
    return article;
}

}  // namespace

TEST_CASE("search page: articles, counts and the way on") {
    const auto page = page_for({{"q", "open-source"}});
    CHECK(has(page, "<title>open-source — Broadsheet</title>"));
    CHECK(has(page, "45 articles"));
    CHECK(has(page, "in 0.4 ms"));
    CHECK(has(page, "21,578 articles · 2 sources · 1987–2025"));
    CHECK(has(page, "<mark>Open-source</mark>, quietly"));
    CHECK(has(page, "<a href=\"/articles/7?q=open-source\">"));
    CHECK(has(page, "Every model is <mark>open-source</mark>. …</p>"));
    CHECK(has(page, "<time datetime=\"2025-01-28\">28 January 2025</time>"));
    CHECK(has(page, "(open-source | opensource)"));
    CHECK(has(page, "aria-current=\"page\""));
    CHECK(has(page, "<a class=\"step\" rel=\"next\" href=\"/?q=open-source&amp;page=2\">"));
}

TEST_CASE("search page: the form keeps filters and settings, but not the page") {
    const auto page =
        page_for({{"q", "x"}, {"sources", "harbour-wire"}, {"sortBy", "oldest"}, {"from", "2024"}, {"page", "2"}});
    CHECK(has(page, "<input type=\"hidden\" name=\"sources\" value=\"harbour-wire\">"));
    CHECK(has(page, "<input type=\"hidden\" name=\"sortBy\" value=\"oldest\">"));
    CHECK(has(page, "name=\"from\" value=\"2024\""));
    CHECK_FALSE(has(page, "name=\"page\""));
    const auto form = page.substr(page.find("<form id=\"search\""));
    CHECK_FALSE(has(form.substr(0, form.find("</form>")), "type=\"hidden\" name=\"from\""));
}

TEST_CASE("search page: an active filter is marked and leads out again") {
    const auto page = page_for({{"q", "x"}, {"sources", "harbour-wire"}, {"from", "2025"}, {"to", "2025"}});
    CHECK(has(page,
              "<li class=\"on\"><a href=\"/?q=x&amp;from=2025&amp;to=2025\"><span dir=\"auto\">Harbour Wire</span>"));
    CHECK(has(page, "<li class=\"on\"><a href=\"/?q=x&amp;sources=harbour-wire\"><span dir=\"auto\">2025</span>"));
    CHECK(has(page, "<a href=\"/?q=x&amp;from=2025&amp;to=2025&amp;sources=harbour-wire,tech-dispatch\">"));
    CHECK(has(page, "<span class=\"what\">Source</span> <span dir=\"auto\">Harbour Wire</span>"));
}

TEST_CASE("search page: hostile text stays text") {
    auto reply = test::sample_reply();
    reply.hits[0].article = hostile_article();
    reply.hits[0].title_marks = {};
    reply.hits[0].fragments = {{FieldId::body, std::string(hostile), {{0, 8}}, false, false}};
    reply.understood = hostile;
    reply.warnings = {{0, std::string(hostile)}};
    reply.forms = {{std::string(hostile), 1}, {"b", 2}};
    const std::string evil(hostile);
    reply.meanings = {{evil, evil, 3, evil, evil}};
    reply.did_you_mean = {evil, evil, 4};
    reply.hits[0].author_marks = {{{0, 8}}};
    reply.hits[0].matched_in = {FieldId::title, FieldId::author};
    reply.hits[0].explanation = Explanation{true, evil, {{evil, true, evil, 1}, {evil, false, evil, 0}}, 1};
    reply.facets[0].values[0] = {std::string(hostile), std::string(hostile), 3};
    const std::string text(hostile);
    CHECK(is_harmless(page_for({{"q", text}, {"sources", text}, {"author", text}, {"tag", text}}, reply)));
    const auto explained = search_for({{"q", text}, {"explain", "1"}, {"article", "7"}});
    CHECK(is_harmless(search_page(explained, reply, test::sample_overview(), 0, reply.hits[0].explanation)));
    reply.hits.clear();
    reply.total = 0;
    CHECK(is_harmless(page_for({{"q", text}, {"sources", text}}, reply)));
    CHECK(has(page_for({{"q", "\"a' <b>"}}, reply), "value=\"&quot;a&#39; &lt;b&gt;\""));
}

TEST_CASE("pages: nothing that the content security policy forbids") {
    MarkedArticle marked{test::sample_article(), {}, {}, {}, {}};
    for (const auto& page : {page_for({{"q", "x"}}), page_for({}), help_page(test::sample_overview()),
                             error_page(404, "x", {}), article_page(search_for({}), marked, test::sample_overview())}) {
        CHECK_FALSE(has(page, "style="));
        CHECK_FALSE(has(page, "<style"));
        CHECK_FALSE(has(page, " onclick"));
        // Besides the one script only a block of data, which no browser runs.
        const std::size_t last = page.rfind("<script");
        const bool data = page.compare(last, 35, "<script type=\"application/ld+json\">") == 0;
        CHECK((data || page.find("<script") == last));
        CHECK(has(page, "<script src=\"/static/"));
        CHECK_FALSE(has(page, "{{"));
    }
}

TEST_CASE("search page: dates are told as precisely as they are known") {
    auto reply = test::sample_reply();
    const std::vector<std::pair<std::string, std::string>> table = {
        {"2025", "<time datetime=\"2025\">2025</time>"},
        {"2025-01", "<time datetime=\"2025-01\">January 2025</time>"},
        {"2025-01-28T23:30:00-05:00", "28 January 2025</time>"},
        {"", "no date"}};
    for (const auto& [iso, words] : table) {
        CAPTURE(iso);
        reply.hits[0].article.published = test::date_of(iso);
        CHECK(has(page_for({{"q", "x"}}, reply), words));
    }
    CHECK(moment_words(test::date_of("2025-01-28T09:30+01:00")) == "28 January 2025, 09:30 (UTC+01:00)");
    CHECK(moment_words(test::date_of("2025-01-28T09:30Z")) == "28 January 2025, 09:30 UTC");
}

TEST_CASE("search page: a foreign article names its language") {
    auto reply = test::sample_reply();
    reply.hits[0].article.language = "fr";
    const auto page = page_for({{"q", "x"}}, reply);
    CHECK(has(page, "<h2 lang=\"fr\" dir=\"auto\">"));
    CHECK(has(page, "<span class=\"language\">French</span>"));
    reply.facets = {{"language", {{"fr", "fr", 45}}}};
    CHECK_FALSE(has(page_for({{"q", "x"}}, reply), "class=\"language\""));
    reply.facets = {{"language", {{"fr", "fr", 44}, {"en", "en", 1}}}};
    CHECK(has(page_for({{"q", "x"}}, reply), "class=\"language\""));
    CHECK_FALSE(has(page_for({{"q", "x"}}), "class=\"language\""));
}

TEST_CASE("search page: nothing found says what to try, an empty archive how to fill it") {
    SearchReply nothing;
    const auto page = page_for({{"q", "open source"}, {"sources", "harbour-wire"}, {"exact", "1"}}, nothing);
    CHECK(has(page, "No article matches with these filters"));
    CHECK(has(page, "<a href=\"/?q=open+source&amp;exact=1\">without the filter Source: harbour-wire</a>"));
    CHECK(has(page, "with other forms of the words"));
    CHECK(has(page, "op=or"));
    CHECK_FALSE(has(page, "class=\"hits\""));
    const auto empty = search_page(search_for({}), nothing, ArchiveOverview{}, 0);
    CHECK(has(empty, "This archive is empty"));
    CHECK(has(empty, "broadsheet index PATH"));
}

TEST_CASE("search page: beyond the last page there is a way back") {
    auto reply = test::sample_reply();
    reply.hits.clear();
    const auto page = page_for({{"q", "x"}, {"page", "9"}}, reply);
    CHECK(has(page, "only 3 pages"));
    CHECK(has(page, "href=\"/?q=x&amp;page=3\""));
}

TEST_CASE("article page: paragraphs with marks, facts and the way back") {
    const MarkedArticle marked{test::sample_article(), {{0, 11}}, {{}, {{6, 11}}}, {{15, 26}}, {}};
    const auto page = article_page(search_for({{"q", "open-source"}, {"page", "2"}}), marked, test::sample_overview());
    CHECK(has(page, "<h1 dir=\"auto\"><mark id=\"m1\">Open-source</mark>"));
    CHECK(has(page, "<p id=\"p1\" dir=\"auto\">Every model is <mark id=\"m3\">open-source</mark>"));
    CHECK(has(page, "<p id=\"p2\" dir=\"auto\">The price falls."));
    CHECK(has(page, "href=\"/?q=open-source&amp;page=2#a7\""));
    CHECK(has(page, "href=\"https://harbour-wire.example/2025/quiet?a=1&amp;b=2\""));
    CHECK(has(page, "Mei Tan and Jonas <mark id=\"m2\">Okoro</mark>"));
    CHECK(has(page, "from the article’s header"));
    CHECK(has(page, "/archive/hw.jsonl"));
    CHECK(has(page, "3 passages marked"));
}

TEST_CASE("article page: hostile text stays text, and only web addresses become links") {
    const MarkedArticle marked{hostile_article(), {}, {{{0, 8}}}, {}, {}};
    const auto page = article_page(search_for({{"q", std::string(hostile)}}), marked, test::sample_overview());
    CHECK(is_harmless(page));
    CHECK_FALSE(has(page, "href=\"javascript:"));
    CHECK_FALSE(has(page, "<b onclick"));
    CHECK(is_web_address("HTTPS://a.example/"));
    for (const char* url :
         {"", "http://", "javascript:alert(1)", "data:text/html,x", " https://a", "//a.example", "ftp://a"}) {
        CAPTURE(url);
        CHECK_FALSE(is_web_address(url));
    }
}

TEST_CASE("article page: marks are cut at paragraph ends and never lost") {
    const std::string body = "one two\n\nthree four\n\nfive";
    const auto paragraphs = paragraphs_of(body, {{4, 14}, {21, 25}});
    REQUIRE(paragraphs.size() == 3);
    CHECK(paragraphs[0].html() == "one <mark>two</mark>");
    CHECK(paragraphs[1].html() == "<mark>three</mark> four");
    CHECK(paragraphs[2].html() == "<mark>five</mark>");
    CHECK(paragraphs_of("", {}).empty());
    CHECK(paragraphs_of("\n\n\n", {}).empty());
    CHECK(paragraphs_of("a\n\n\n\nb\n", {}).size() == 2);
}

TEST_CASE("error page: says what is wrong and keeps what was typed") {
    const auto page = error_page(400, "from can't be \"<b>\"", {{"q", "x\"y"}, {"from", "<b>"}});
    CHECK(has(page, "from can&#39;t be &quot;&lt;b&gt;&quot;"));
    CHECK(has(page, "value=\"x&quot;y\""));
    CHECK(has(page, "name=\"from\" value=\"&lt;b&gt;\""));
}

TEST_CASE("timeline: empty periods have their place") {
    const auto row = period_row({Interval::month, {{day_number({2024, 11, 1}), 2}, {day_number({2025, 2, 1}), 5}}});
    REQUIRE(row.periods.size() == 4);
    CHECK(row.periods[0].from == "2024-11");
    CHECK(row.periods[1].count == 0);
    CHECK(row.periods[2].label == "January 2025");
    CHECK(row.periods[3].count == 5);
    CHECK(period_row({}).periods.empty());
}

TEST_CASE("timeline: long times are told in longer periods") {
    const auto days = period_row({Interval::day, {{day_number({2020, 1, 5}), 1}, {day_number({2021, 12, 31}), 2}}});
    CHECK(days.length == PeriodLength::week);
    CHECK(days.periods.size() == 105);
    const auto ages = period_row({Interval::year, {{day_number({1000, 1, 1}), 1}, {day_number({9999, 1, 1}), 2}}});
    CHECK(ages.length == PeriodLength::decade);
    CHECK(ages.periods.size() == periods_max);
    CHECK(ages.periods.back().from == "9990");
    CHECK(ages.periods.back().to == "9999");
    CHECK(ages.periods.back().count == 2);
}

TEST_CASE("search page: bars of the timeline link to their period") {
    const auto page = page_for({{"q", "x"}, {"page", "2"}});
    CHECK(has(page, "href=\"/?q=x&amp;from=2024-12&amp;to=2024-12\""));
    CHECK(has(page, "February 2025: 40 articles"));
    CHECK(has(page, "class=\"uncovered\""));
}

TEST_CASE("pager: the first, the last and those around the open page") {
    using Numbers = std::vector<std::uint32_t>;
    CHECK(pager_numbers(1, 3) == Numbers{1, 2, 3});
    CHECK(pager_numbers(1, 9) == Numbers{1, 2, 3, 0, 9});
    CHECK(pager_numbers(5, 9) == Numbers{1, 2, 3, 4, 5, 6, 7, 8, 9});
    CHECK(pager_numbers(10, 100) == Numbers{1, 0, 8, 9, 10, 11, 12, 0, 100});
    CHECK(pager_numbers(100, 100) == Numbers{1, 0, 98, 99, 100});
}
