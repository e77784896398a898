// SPDX-License-Identifier: GPL-3.0-or-later
// Golden pages: tests/golden/html/NAME.html must give what NAME.json says, for every member that it names.
#include "tests/indexer/collected_articles.h"
#include "tests/support/temp_dir.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

using namespace broadsheet;
using Json = nlohmann::json;

namespace {

const std::filesystem::path golden = std::filesystem::path(__FILE__).parent_path().parent_path() / "golden" / "html";

std::string paragraphs(const Json& list) {
    std::string body;
    for (const Json& one : list) body += (body.empty() ? "" : "\n\n") + one.get<std::string>();
    return body;
}

Json as_json(const Article& a, const Json& wanted) {
    const Json all = {{"title", a.title},
                      {"url", a.url},
                      {"subtitle", a.subtitle},
                      {"authors", a.authors},
                      {"source", a.source},
                      {"section", a.section},
                      {"tags", a.tags},
                      {"language", a.language},
                      {"place", a.place},
                      {"published", to_iso(a.published)},
                      {"dateSource", name_of(a.published.source)},
                      {"modified", to_iso(a.modified)},
                      {"body", a.body}};
    Json chosen = Json::object();
    for (const auto& [name, value] : wanted.items()) chosen[name] = all.at(name);
    return chosen;
}

}  // namespace

TEST_CASE("golden pages give the fields and the body that a reader sees") {
    std::size_t pages = 0;
    for (const auto& entry : std::filesystem::directory_iterator(golden)) {
        if (entry.path().extension() != ".html") continue;
        ++pages;
        CAPTURE(entry.path().filename().string());
        std::filesystem::path expected = entry.path();
        expected.replace_extension(".json");
        Json wanted = Json::parse(test::read_file(expected));
        if (wanted.contains("body")) wanted["body"] = paragraphs(wanted["body"]);
        const CollectedArticles c = read_from(Format::html, test::read_file(entry.path()), entry.path().string());
        REQUIRE(c.problems.empty());
        REQUIRE(c.articles.size() == 1);
        CHECK(as_json(c.articles[0], wanted).dump(1) == wanted.dump(1));
    }
    CHECK(pages >= 20);
}

TEST_CASE("a page without text is a problem, a page of broken markup is read as far as it goes") {
    CHECK(read_from(Format::html, "<html><body><script>var x = 'text';</script></body></html>").problems.size() == 1);
    CHECK(read_from(Format::html, "").problems.size() == 1);
    CHECK(read_from(Format::html, std::string("\0\0\0", 3)).problems.size() == 1);
    const CollectedArticles c = read_from(
        Format::html, "<h1>Rain<p>It rained on Monday, on Tuesday, and on all the days that came after <b>them");
    REQUIRE(c.articles.size() == 1);
    CHECK(c.articles[0].title == "Rain");
    CHECK(c.articles[0].body == "It rained on Monday, on Tuesday, and on all the days that came after them");
}

TEST_CASE("a page nested beyond all reason does not break the reader") {
    std::string deep = "<title>Deep</title>";
    for (int i = 0; i < 50'000; ++i) deep += "<div>";
    deep += "text";
    const CollectedArticles c = read_from(Format::html, deep);
    REQUIRE(c.articles.size() == 1);
    CHECK(c.articles[0].title == "Deep");
}

TEST_CASE("a page of far too many tags is read as far as memory allows, and says so") {
    std::string page =
        "<title>Rows</title><h1>Rows</h1><p>The list below, which has no end, was found on a Monday, and "
        "it was still growing on the Tuesday after that.</p><table>";
    for (int i = 0; i < 300'000; ++i) page += "<tr><td>1";
    const CollectedArticles c = read_from(Format::html, page);
    REQUIRE(c.articles.size() == 1);
    CHECK(c.problems.size() == 1);
}

TEST_CASE("style sheets and embedded pictures are passed over, scripts that write tags harm nothing") {
    const std::string picture(2'000'000, 'A');
    const CollectedArticles c = read_from(
        Format::html,
        "<title>Kite day</title><style>p{background:url(data:image/png;base64," + picture +
            ")}</style><script>document.write('<style>p{')</script><img src='data:image/png;base64," + picture +
            "'><!-- <style> --><h1>Kite day</h1><p>On Sunday the whole of Ostrand went to the dunes, with "
            "kites of every size, and came back, most of them, without.</p>");
    REQUIRE(c.articles.size() == 1);
    CHECK(c.articles[0].body ==
          "On Sunday the whole of Ostrand went to the dunes, with kites of every size, and came back, most of them, "
          "without.");
}

TEST_CASE("a text that only shows when clicked is the article if there is no other") {
    const std::string text =
        "<p>The observatory at Vell will shut its dome in the spring, after ninety years, because the town below has "
        "become too bright.</p><p>Its telescope goes to a school in the south, where there are still stars, and the "
        "keeper goes with it.</p>";
    const CollectedArticles c =
        read_from(Format::html, "<title>Dome to shut</title><h1>Dome to shut</h1><div style='display:none'>" + text +
                                    "</div><p>Please wait.</p>");
    REQUIRE(c.articles.size() == 1);
    CHECK(c.articles[0].body.find("because the town below") != std::string::npos);
}
