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
    CHECK(pages >= 5);
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
