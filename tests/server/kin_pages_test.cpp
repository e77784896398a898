// SPDX-License-Identifier: GPL-3.0-or-later
// What a reader sees of versions, stories, withdrawals and summaries.
#include "server/api/site.h"
#include "server/pages/article_page.h"
#include "server/pages/change_view.h"
#include "server/pages/search_page.h"
#include "server/pages/story_page.h"
#include "server/pages/versions_page.h"
#include "tests/server/kin_sample.h"
#include "tests/server/sample_reply.h"

#include <doctest/doctest.h>

using namespace broadsheet;

namespace {

constexpr std::string_view hostile = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>";

bool has(const std::string& page, std::string_view text) {
    return page.find(text) != std::string::npos;
}

bool is_harmless(const std::string& page) {
    return !has(page, "<script>alert") && !has(page, "<img");
}

std::string get(const std::string& path, const ParameterList& parameters = {}, int status = 200) {
    static const HttpHandler site = site_handler(test::kin_access());
    const auto response = site({"GET", path, parameters, {}, "", "127.0.0.1"});
    CHECK(response.status == status);
    CHECK(response.content_type == "text/html; charset=utf-8");
    return response.body;
}

SearchParameters search_for(const ParameterList& parameters) {
    return std::get<SearchParameters>(read_search_parameters(parameters, test::sample_now_s));
}

std::string page_for(const ParameterList& parameters, const SearchReply& reply) {
    return search_page(search_for(parameters), reply, test::sample_overview(), 0.4);
}

}  // namespace

TEST_CASE("versions page: lists the texts and shows what changed to the one that is shown") {
    const auto page = get("/articles/7/versions");
    CHECK(has(page, "<h1>3 versions</h1>"));
    CHECK(has(page, "name=\"from\" value=\"2\" aria-label=\"From version 2\" checked"));
    CHECK(has(page, "name=\"to\" value=\"3\" aria-label=\"To version 3\" checked"));
    CHECK(has(page, "<a href=\"/articles/7/versions/1\">1</a>"));
    CHECK(has(page, "<a href=\"/articles/7\">3</a>"));
    CHECK(has(page, "Open-source, <del>quietly</del><ins>loudly</ins>"));
    CHECK(has(page, "The words of the text are the same in both."));
}

TEST_CASE("versions page: two that are chosen are compared by the word") {
    const auto page = get("/articles/7/versions", {{"from", "1"}, {"to", "2"}});
    CHECK(has(page, "From version 1 to version 2"));
    CHECK(has(page, "<del>Monday"));
    CHECK(has(page, "<ins>Friday"));
    CHECK(has(page, "<p dir=\"auto\"><ins>Tickets are free"));
    CHECK(has(page, "4 words added, 1 left out"));
    get("/articles/7/versions", {{"from", "8"}}, 404);
    get("/articles/7/versions", {{"from", "x"}}, 400);
    get("/articles/8/versions", {}, 404);
}

TEST_CASE("versions page: of one text there is nothing to choose") {
    auto versions = test::sample_versions();
    versions.erase(versions.begin(), versions.begin() + 2);
    const auto page = versions_page(versions, usual_pair(versions), test::sample_overview());
    CHECK(has(page, "<h1>1 version</h1>"));
    CHECK(has(page, "only one text"));
    CHECK_FALSE(has(page, "<button type=\"submit\">Compare</button>"));
}

TEST_CASE("version page: an earlier text says that it is one") {
    const auto page = get("/articles/7/versions/1");
    CHECK(has(page, "sails on Monday"));
    CHECK(has(page, "Version 1 of this article."));
    CHECK(has(page, "href=\"/articles/7/versions?from=1\""));
    CHECK_FALSE(has(get("/articles/7/versions/3"), "of this article."));
    get("/articles/7/versions/4", {}, 404);
}

TEST_CASE("change: long unchanged stretches are put away, the neighbours of a change are not") {
    std::string same;
    for (int i = 0; i < 6; ++i) same += "Paragraph " + std::to_string(i) + ".\n\n";
    const auto blocks = change_blocks({{PieceKind::same, same}, {PieceKind::added, "New."}});
    REQUIRE(blocks.size() == 2);
    const auto* folded = blocks[0].data().get("folded");
    REQUIRE(folded != nullptr);
    CHECK(folded->string_value() == "5");
    CHECK(blocks[1].data().get("paragraphs")->list_value().size() == 2);
    CHECK(change_blocks({{PieceKind::same, "One.\n\nTwo."}, {PieceKind::removed, " Gone."}}).size() == 1);
    CHECK(change_blocks({}).empty());
}

TEST_CASE("story page: tellings by time, what each added, duplicates marked") {
    const auto page = get("/stories/3");
    CHECK(has(page, "One story, 3 tellings"));
    CHECK(has(page, "3 sources, 28 January 2025 to 29 January 2025"));
    CHECK(has(page, "<a href=\"/articles/7\">Owner was warned</a>"));
    CHECK(has(page, "<h3>Adds</h3>"));
    CHECK(has(page, "<li dir=\"auto\">Inspectors had warned the owner about rusty bolts in March.</li>"));
    CHECK(has(page, "Leaves out 1 sentence of Harbour Wire, 28 January 2025"));
    CHECK(has(page, "nearly the same text as <a href=\"#t3\" dir=\"auto\">Harbour Wire, 28 January 2025</a>"));
    CHECK(page.find("id=\"t3\"") < page.find("id=\"t7\""));
    CHECK(page.find("id=\"t7\"") < page.find("id=\"t9\""));
    get("/stories/4", {}, 404);
}

TEST_CASE("article page: leads to its versions and its story") {
    const auto page = get("/articles/7");
    CHECK(has(page, "<a href=\"/articles/7/versions\">3 versions</a>"));
    CHECK(has(page, "<a href=\"/stories/3#t7\">Story: 3 tellings</a>"));
    CHECK(has(page, "Same text in 1 other article"));
    const MarkedArticle alone{test::sample_article(), {}, {}, {}, {}};
    CHECK_FALSE(has(article_page(search_for({}), alone, test::sample_overview()), "class=\"kin\""));
}

TEST_CASE("article page: says what its publication withdrew and what is a summary only") {
    MarkedArticle marked{test::sample_article(), {}, {}, {}, {}};
    CHECK_FALSE(has(article_page(search_for({}), marked, test::sample_overview()), "class=\"notices\""));
    marked.article.withdrawn = true;
    CHECK(has(article_page(search_for({}), marked, test::sample_overview()), "Withdrawn by its publication"));
    marked.article.withdrawn = false;
    marked.article.partial = true;
    CHECK(has(article_page(search_for({}), marked, test::sample_overview()), "Summary only"));
}

TEST_CASE("search page: badges of what is withdrawn, a summary or one of several tellings") {
    auto reply = test::sample_reply();
    CHECK_FALSE(has(page_for({{"q", "x"}}, reply), "class=\"badge"));
    reply.hits[0].article.withdrawn = reply.hits[0].article.partial = true;
    reply.hits[0].kinship = {3, 5, 0, 1};
    const auto page = page_for({{"q", "x"}}, reply);
    CHECK(has(page, "<span class=\"badge strong\">withdrawn</span>"));
    CHECK(has(page, "<span class=\"badge\">summary</span>"));
    CHECK(has(page, "<a href=\"/stories/3\">+4 more tellings</a>"));
    reply.hits[0].more_in_group = 2;
    CHECK(has(page_for({{"q", "x"}, {"group", "story"}}, reply), "+2 more tellings</a>"));
    CHECK(has(page_for({{"q", "x"}, {"group", "duplicates"}}, reply), "+2 with the same text</a>"));
}

TEST_CASE("search page: the choice of groups keeps everything else and begins at the first page") {
    auto reply = test::sample_reply();
    reply.total = 30;
    reply.articles = 45;
    const auto page = page_for({{"q", "x"}, {"from", "2024"}, {"sortBy", "oldest"}, {"page", "2"}}, reply);
    CHECK(has(page, "<a href=\"/?q=x&amp;from=2024&amp;sortBy=oldest\" aria-current=\"true\">All articles</a>"));
    CHECK(has(page, "<a href=\"/?q=x&amp;from=2024&amp;sortBy=oldest&amp;group=duplicates\">Without duplicates</a>"));
    CHECK(has(page, "<a href=\"/?q=x&amp;from=2024&amp;sortBy=oldest&amp;group=story\">One of each story</a>"));
    const auto stories = page_for({{"q", "x"}, {"group", "story"}}, reply);
    CHECK(has(stories, "30 stories in 45 articles"));
    CHECK(has(stories, "<input type=\"hidden\" name=\"group\" value=\"story\">"));
    CHECK(has(page_for({{"q", "x"}, {"group", "duplicates"}}, reply), "30 articles, 15 duplicates left out"));
}

TEST_CASE("kin pages: hostile text stays text") {
    const std::string evil(hostile);
    auto versions = test::sample_versions();
    versions[0].article.title = versions[0].article.body = versions[0].article.source = evil;
    versions[2].article.body = evil + " and more " + evil;
    versions[2].article.language = "\"><b onclick=1>";
    versions[2].article.authors = {evil};
    CHECK(is_harmless(versions_page(versions, {&versions[0], &versions[2]}, test::sample_overview())));
    CHECK_FALSE(has(versions_page(versions, {&versions[0], &versions[2]}, test::sample_overview()), "<b onclick"));
    auto story = test::sample_story();
    for (auto& article : story.articles) article.title = article.body = article.source = article.language = evil;
    CHECK(is_harmless(story_page(story, test::sample_overview())));
}

TEST_CASE("kin pages: nothing that the content security policy forbids") {
    for (const std::string path : {"/articles/7/versions", "/articles/7/versions/1", "/stories/3"}) {
        const auto page = get(path);
        CAPTURE(path);
        CHECK_FALSE(has(page, "style="));
        std::size_t scripts = 0;
        for (std::size_t at = page.find("<script"); at != page.npos; at = page.find("<script", at + 1)) ++scripts;
        // An article's page has a block of data besides.
        CHECK(scripts == (path == "/stories/3" || path.ends_with("/versions") ? 1 : 2));
        CHECK_FALSE(has(page, "{{"));
    }
}
