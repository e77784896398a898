// SPDX-License-Identifier: GPL-3.0-or-later
// What the search page says about the query, and why an article is on it.
#include "engine/query/parser.h"
#include "server/api/form_notes.h"
#include "server/pages/page_links.h"
#include "server/pages/search_page.h"
#include "tests/server/sample_reply.h"

#include <doctest/doctest.h>

using namespace broadsheet;

namespace {

SearchParameters search_for(const ParameterList& parameters) {
    return std::get<SearchParameters>(read_search_parameters(parameters, test::sample_now_s));
}

std::string page_for(const ParameterList& parameters, const SearchReply& reply) {
    return search_page(search_for(parameters), reply, test::sample_overview(), 0.4);
}

bool has(const std::string& page, std::string_view text) {
    return page.find(text) != std::string::npos;
}

/// A reply whose only hit shows its lead, because the match is in `fields`.
SearchReply reply_matched_in(const std::vector<FieldId>& fields) {
    auto reply = test::sample_reply();
    reply.hits[0].matched_in = fields;
    reply.hits[0].fragments = {{FieldId::body, "Every model is open-source.", {}, false, true}};
    return reply;
}

}  // namespace

TEST_CASE("forms: told if one of them isn't in the query as typed") {
    CHECK_FALSE(forms_tell_more("harbour strike", {}));
    CHECK_FALSE(forms_tell_more("Harbour strike", {{"harbour", 8}, {"strike", 5}}));
    CHECK(forms_tell_more("harbour strike", {{"harbour", 8}, {"strike", 5}, {"strikes", 2}}));
    CHECK(forms_tell_more("strikes", {{"strike", 5}}));
    CHECK_FALSE(forms_tell_more("AGI", {{"AGI", 5}}));
    CHECK(forms_tell_more("AGI", {{"AGI", 5}, {"agi", 1}}));
    CHECK(forms_tell_more("open-source", {{"open source", 5}}));
}

TEST_CASE("forms: the query for one form finds that form and warns of nothing") {
    CHECK(query_for_form("opensource") == "=opensource");
    CHECK(query_for_form("open source") == "=\"open source\"");
    for (const char* form :
         {"open-source", "AT&T", "c++", "24/7", "#metoo", "US", "élection", "人工智能", "a \"b\" c"}) {
        CAPTURE(form);
        const auto parsed = query::parse(query_for_form(form), {});
        CHECK(parsed.warnings.empty());
        const bool phrase = parsed.root.kind == query::NodeKind::exact;
        CHECK((phrase || parsed.root.kind == query::NodeKind::written));
    }
}

TEST_CASE("search page: each form leads to the search for it alone, with the same filters") {
    auto reply = test::sample_reply();
    reply.forms = {{"open-source", 1214}, {"open source", 80}, {"opensource", 6}};
    const auto page = page_for({{"q", "open-source"}, {"sources", "harbour-wire"}, {"page", "2"}}, reply);
    CHECK(has(page,
              "<span dir=\"auto\">opensource</span> <b>6</b> <a "
              "href=\"/?q=%3Dopensource&amp;sources=harbour-wire\">only<"));
    CHECK(has(page, "<a href=\"/?q=%3D%22open+source%22&amp;sources=harbour-wire\">only<"));
    CHECK(has(page, "<b>1,214</b>"));
    reply.forms = {{"open-source", 40}};
    CHECK_FALSE(has(page_for({{"q", "open-source"}}, reply), "class=\"forms\""));
}

TEST_CASE("search page: many forms are folded away") {
    auto reply = test::sample_reply();
    reply.forms.clear();
    for (std::uint32_t i = 0; i < 13; ++i) reply.forms.push_back({"econom" + std::to_string(i), 20 - i});
    const auto page = page_for({{"q", "econom*"}}, reply);
    CHECK(has(page, "<summary>3 more</summary>"));
    CHECK(page.find("econom12") > page.find("3 more"));
}

TEST_CASE("search page: an acronym's meanings can be included or made the only one") {
    auto reply = test::sample_reply();
    reply.meanings = {
        {"AGI", "artificial general intelligence", 1212, "(AGI | \"artificial general intelligence\")",
         "AGI \"artificial general intelligence\""},
        {"AGI", "adjusted gross income", 31, "(AGI | \"adjusted gross income\")", "AGI \"adjusted gross income\""},
        {"WHO", "World Health Organization", 7, "x", "y"}};
    const auto page = page_for({{"q", "AGI"}, {"from", "2024"}}, reply);
    CHECK(has(page, "artificial general intelligence</span> <b>(1,212)</b>"));
    CHECK(has(page, "/?q=%28AGI+%7C+%22adjusted+gross+income%22%29&amp;from=2024\">include<"));
    CHECK(has(page, "/?q=AGI+%22adjusted+gross+income%22&amp;from=2024\">only<"));
    CHECK(has(page, "<b>WHO</b>: "));
    std::size_t lines = 0;
    for (auto at = page.find("class=\"meanings\""); at != page.npos; at = page.find("class=\"meanings\"", at + 1))
        ++lines;
    CHECK(lines == 2);
    const auto chosen = page_for({{"q", "AGI \"adjusted gross income\""}}, reply);
    CHECK(has(chosen, "adjusted gross income</span> <b>(31)</b> <i>in the query</i>"));
}

TEST_CASE("search page: a better query is offered with its reason, never searched unasked") {
    auto reply = test::sample_reply();
    CHECK_FALSE(has(page_for({{"q", "electoin"}}, reply), "Did you mean"));
    reply.did_you_mean = {"election", "no article has \"electoin\", 812 articles have \"election\"", 812};
    const auto page = page_for({{"q", "electoin"}, {"language", "en"}}, reply);
    CHECK(has(page, "Did you mean <a href=\"/?q=election&amp;language=en\" dir=\"auto\">election</a> <b>(812)</b>?"));
    CHECK(has(page, "No article has &quot;electoin&quot;, 812 articles have &quot;election&quot;."));
    reply.did_you_mean = {"US", "\"us\" is searched as the word", 7};
    CHECK(has(page_for({{"q", "us"}}, reply), ">&quot;us&quot; is searched as the word.<"));
    CHECK(has(page, "name=\"q\" type=\"search\" value=\"electoin\""));
    reply.hits.clear();
    reply.total = 0;
    CHECK(has(page_for({{"q", "electoin"}}, reply), "Did you mean <a"));
}

TEST_CASE("search page: a match outside the text says where it is") {
    const std::vector<std::pair<std::vector<FieldId>, std::string_view>> table = {
        {{FieldId::title}, ">match in the title<"},
        {{FieldId::author}, ">match in the byline<"},
        {{FieldId::title, FieldId::author}, ">match in the title and the byline<"}};
    for (const auto& [fields, words] : table) {
        CAPTURE(words);
        CHECK(has(page_for({{"q", "x"}}, reply_matched_in(fields)), words));
        // Without fragments nobody has looked into the text.
        CHECK_FALSE(has(page_for({{"q", "x"}, {"snippets", "0"}}, reply_matched_in(fields)), words));
    }
    CHECK_FALSE(has(page_for({{"q", "x"}}, test::sample_reply()), "match in"));
    CHECK_FALSE(has(page_for({}, reply_matched_in({})), "match in"));
}

TEST_CASE("search page: the byline carries its marks") {
    auto reply = test::sample_reply();
    reply.hits[0].author_marks = {{{4, 7}}, {}};
    CHECK(has(page_for({{"q", "tan"}}, reply), "Mei <mark>Tan</mark>, Jonas Okoro"));
}

TEST_CASE("search page: explanations on request, and the way to them and back") {
    auto reply = test::sample_reply();
    const auto plain = page_for({{"q", "x"}, {"sortBy", "newest"}}, reply);
    CHECK(has(plain, "<a href=\"/?q=x&amp;sortBy=newest&amp;explain=1\">Explain ranking</a>"));
    CHECK_FALSE(has(plain, "Why this result"));

    reply.hits[0].explanation = test::sample_explanation();
    const auto page = page_for({{"q", "x"}, {"sortBy", "newest"}, {"explain", "1"}}, reply);
    CHECK(has(page, "<details class=\"why\"><summary>Why this result</summary>"));
    CHECK(has(page, "Matches; open-source weighs most."));
    CHECK(has(page, "<code dir=\"auto\">-sports</code>"));
    CHECK(has(page, "12.35"));
    CHECK(has(page, "<a href=\"/?q=x&amp;sortBy=newest\">Hide explanations</a>"));
    CHECK(has(page, "name=\"explain\" value=\"1\""));
    CHECK_FALSE(has(page_for({}, reply), "Explain ranking"));
}

TEST_CASE("search page: the article that is asked for is explained above the others") {
    auto missed = test::sample_explanation();
    missed.matches = missed.clauses[0].matches = false;
    missed.summary = "Doesn't match because of open-source.";
    const auto search = search_for({{"q", "x"}, {"explain", "1"}, {"article", "9"}});
    const auto page = search_page(search, test::sample_reply(), test::sample_overview(), 0.4, missed);
    CHECK(has(page, "Why article <a href=\"/articles/9?q=x&amp;explain=1&amp;article=9\">9</a> isn’t found"));
    CHECK(has(page, "Doesn&#39;t match because of open-source."));
    CHECK(has(page, "class=\"missed\""));
    CHECK(has(page, "<a href=\"/?q=x\">Hide explanations</a>"));
}

TEST_CASE("search page: freshness is a setting that can be dropped") {
    const auto page = page_for({{"q", "x"}, {"freshness", "30d"}}, test::sample_reply());
    CHECK(has(page, "New articles weigh more"));
    CHECK(has(page, "30 days"));
    CHECK(has(page, "<li><a href=\"/?q=x\">"));
}
